import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '그림 자신의 노이즈에서',
  summary:
    '아무 노이즈 대신 이 그림을 낳았을 노이즈에서 시작합니다. 가이드와 단어가 바꾸지 않는 것은 그대로 돌아옵니다.',
  excludes: {
    diffedit: '둘 다 그림의 역변환에서 시작합니다',
  },
  fields: {
    caption: {
      label: '그림에 보이는 것',
      help: '지금 모습입니다. 비워 두면 프롬프트가 그것을 말하고, 다른 가이드만 그림을 바꿉니다.',
      placeholder: '초원의 고양이',
    },
    guidance: {
      label: '노이즈로 가는 길의 가이던스',
      help: '설명을 얼마나 엄격히 따를지 정합니다. 1이면 그림이 가장 잘 돌아옵니다.',
    },
    edits: {
      label: '프롬프트 따르기',
      help: '끄면 설명대로만 실행되어 그림이 돌아오는 모습이 보입니다.',
    },
  },
}
