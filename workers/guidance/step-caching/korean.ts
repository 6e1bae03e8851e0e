import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '단계 재사용',
  summary: '단계마다 거의 바뀌지 않는 것을 다시 계산하지 않고 이어 써서 빠르게 실행합니다.',
  fields: {
    interval: {
      label: '전체 계산 간격',
      help: '이 수의 단계마다 한 번 전체를 계산합니다. 오른쪽일수록 빠르고 거칩니다.',
    },
    depth: {
      label: '바깥 층',
      help: '모든 단계에서 계산하는 층의 수입니다. 오른쪽일수록 느리고 전체 계산에 가깝습니다.',
    },
    guidance: {
      label: '가이던스도 재사용',
      help: '전체 계산 사이에는 프롬프트만 계산하고, 가이던스가 더하는 차이는 앞의 것을 그대로 씁니다.',
    },
  },
  excludes: {
    'attend-and-excite': '모든 단계에서 깊은 층이 보는 것을 따라갑니다',
    'pix2pix-zero': '모든 단계에서 깊은 층이 보는 것을 따라갑니다',
    'self-attention-guidance': '전체가 계산된 실행끼리 비교합니다',
  },
  messages: translated(messages, {
    tooManyLayers: {
      message:
        '"{guide}" 가이드가 바깥 층 {depth}개를 계산해야 하는데, 이 체크포인트에서는 최대 {most}개입니다.',
      hint: '바깥 층 수를 줄이세요.',
    },
  }),
}
