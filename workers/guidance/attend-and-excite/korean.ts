import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '빠뜨리지 않기',
  summary: '말한 것이 모두 그림에 나오게 합니다. 자주 빠지는 단어를 고르세요.',
  fields: {
    words: { label: '단어', help: '꼭 있어야 할 것들로, 보통 둘 이상 고릅니다. 명사가 가장 잘 듣습니다.' },
    strength: { label: '강도', help: '오른쪽일수록 그림을 세게 끌어당깁니다. 지나치면 그림이 망가집니다.' },
    until: {
      label: '끝 시점',
      help: '전체 단계 중 어디까지 작용할지 정합니다. 그 뒤의 단계는 있는 것을 다듬기만 합니다.',
    },
    goals: {
      label: '목표',
      help: '단어마다 어텐션을 이만큼 받을 때까지 멈추어 움직이는 지점입니다.',
      itemLabel: '목표',
      item: {
        at: { label: '지점', help: '그때까지 끝난 단계의 비율입니다.' },
        attention: {
          label: '어텐션',
          help: '단어가 그림 어딘가에서 받아야 할 어텐션의 양으로, 0에서 1까지입니다.',
        },
      },
    },
    tries: {
      label: '시도 횟수',
      help: '목표까지 움직이는 최대 횟수입니다. 한 번에 모델을 두 번쯤 돌립니다.',
    },
  },
  messages: translated(messages, {
    otherTries: '20이 아닌 시도 횟수',
  }),
}
