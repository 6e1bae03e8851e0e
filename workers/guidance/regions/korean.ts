import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '영역',
  summary: '그림의 부분마다 프롬프트를 따로 줍니다. 나머지에는 위의 프롬프트가 적용됩니다.',
  paper: 'Bar-Tal et al. 2023 (MultiDiffusion, 영역별 생성), arXiv:2302.08113',
  fields: {
    regions: {
      label: '영역',
      help: '영역마다 어디인지는 마스크로, 무엇인지는 프롬프트로 정합니다. 겹치는 곳은 섞입니다.',
      itemLabel: '영역',
      item: {
        prompt: { label: '프롬프트', help: '그곳에 있을 것입니다.', placeholder: '정원이 있는 빨간 집' },
        mask: {
          label: '마스크',
          help: '영역의 위치입니다. 마스크 레이어를 고르거나, “더 보기”에서 상자를 정하세요.',
        },
        strength: {
          label: '강도',
          help: '오른쪽일수록 나머지의 프롬프트보다 이 프롬프트를 더 따릅니다.',
        },
        negativePrompt: {
          label: '네거티브 프롬프트',
          help: '그곳에 없어야 할 것입니다. 없으면 그림의 네거티브 프롬프트를 씁니다.',
        },
        seed: {
          label: '시드',
          help: '이 영역만 새로 그리고 다른 영역은 둡니다. -1이면 그림의 시드입니다.',
        },
        left: { label: '왼쪽', help: '상자의 왼쪽 끝, 너비에 대한 비율입니다.' },
        top: { label: '위쪽', help: '상자의 위쪽 끝, 높이에 대한 비율입니다.' },
        width: { label: '너비', help: '상자의 너비입니다.' },
        height: { label: '높이', help: '상자의 높이입니다.' },
      },
    },
    centred: {
      label: '가운데에 두고 보기',
      help: '모델은 말한 것을 가운데에 그리므로, 영역마다 그 영역이 가운데 오도록 그림을 옮겨서 보여 줍니다. 끄면 영역의 프롬프트에 어느 쪽인지 써야 합니다(“왼쪽에”).',
    },
    bootstrapping: {
      label: '부트스트래핑',
      help: '영역이 주변을 단색으로 보는 단계의 비율입니다. 그동안 사물이 안쪽에 자리 잡습니다. 많을수록 마스크에 꼭 맞습니다.',
    },
  },
  messages: translated(messages, {
    noPixel: {
      message: '영역 {number}에 픽셀이 없습니다. 마스크가 아무것도 덮지 않습니다.',
      hint: '마스크를 칠하거나 영역을 지우세요.',
    },
    boxWithoutPixel: {
      message: '영역 {number}에 픽셀이 없습니다. 상자가 너무 얇거나 그림 밖에 있습니다.',
      hint: '위치나 크기를 바꾸거나 영역을 지우세요.',
    },
    noPlace: {
      message: '영역 {number}에 마스크도 상자도 없습니다.',
      hint: '마스크 레이어를 고르거나 너비와 높이를 정하세요.',
    },
    seedsIdle: '여기서는 영역의 시드가 작용하지 않습니다. 노이즈가 아니라 역변환한 그림에서 시작합니다.',
  }),
}
