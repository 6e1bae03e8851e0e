import type { GuideTexts } from '../../../src/shared/guideTexts'
import { koreanDepthModel } from '../koreanHint'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '깊이',
  summary: '깊이 맵에 담긴 원근은 그대로 두고 나머지를 모두 새로 만듭니다.',
  paper:
    'Stable Diffusion 2 깊이: Rombach et al. 2022, arXiv:2112.10752; 깊이 맵: Ranftl et al. 2022 (MiDaS), arXiv:1907.01341',
  fields: {
    depth: {
      label: '깊이 맵',
      help: '어떤 그림이든 깊이를 추정합니다. 회색 그림은 이미 깊이 맵으로 보며, 밝을수록 가깝고 어두울수록 멉니다. 그릴 때도 검은 바탕에 희게 그립니다.',
    },
    read: {
      label: '읽는 방법',
      help: '"자동"은 회색 그림을 깊이 맵으로 보고, 다른 그림은 깊이를 추정합니다.',
      optionLabels: { auto: '자동', none: '이미 깊이 맵임', depth: '원근' },
    },
    depthModel: koreanDepthModel,
    invert: { label: '어두운 쪽이 가까움', help: '반대로 만들어진 깊이 맵에 씁니다.' },
    fit: {
      label: '비율이 다르면',
      help: '깊이 맵의 비율이 결과와 다를 때 처리하는 방법입니다.',
      optionLabels: { stretch: '늘이기', crop: '옆을 자르기', fit: '여백 두기' },
    },
  },
  messages: translated(messages, {
    flatDepth: '깊이 맵의 밝기가 어디나 같아 원근을 알 수 없습니다.',
    modelDepth: '다른 모델이 그림에서 만드는 깊이 맵(깊이 맵을 내보내고 이미 깊이 맵인 것으로 읽으세요)',
  }),
}
