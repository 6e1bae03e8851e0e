import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '셀프 어텐션 가이던스',
  summary: '흐리게 만든 그림에서 멀어지게 하여 세부는 깨끗하게, 형태는 또렷하게 만듭니다.',
  fields: {
    scale: { label: '세기', help: '오른쪽일수록 또렷합니다. 1을 넘으면 색이 거칠어집니다.' },
    sigma: {
      label: '흐림',
      help: '모델이 가장 많이 보는 곳을 얼마나 흐릴지 정합니다. 오른쪽일수록 더 큰 형태를 다듬습니다.',
    },
  },
  messages: translated(messages, {
    noSelfAttention: {
      message: '"{guide}" 기능은 UNet 중간 블록의 셀프 어텐션을 읽는데, 이 체크포인트에는 없습니다.',
      hint: '다른 체크포인트를 고르거나 가이드를 지우세요.',
    },
    otherBlur: '1이 아닌 흐림 너비',
  }),
}
