import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '모델 편집',
  summary:
    '모델이 당연하게 여기는 것을 모든 프롬프트에서 바꿉니다. “a rose”를 “a blue rose”로 바꾸면 장미는 파랗습니다.',
  fields: {
    edits: {
      label: '편집 목록',
      help: '있는 그대로 한 번, 바뀌어야 할 모습으로 한 번 쓰세요. 같은 단어에 몇 단어만 더합니다.',
      itemLabel: '편집',
      item: {
        from: { label: '원래', help: '모델이 무언가를 당연하게 여기는 말입니다. 예: “a rose”.' },
        to: {
          label: '바뀐 뒤',
          help: '같은 단어에, 말하지 않아도 될 것을 더한 말입니다. 예: “a blue rose”.',
        },
      },
    },
    keep: {
      label: '나머지 유지',
      help: '다른 단어를 얼마나 지킬지 정합니다. 크면 더 지키고, 작으면 편집이 강해집니다.',
    },
    frames: {
      label: '문장 속에서도',
      help: '논문처럼 “a photo of …”, “an image of …”, “a picture of …”도 편집합니다.',
    },
  },
  messages: translated(messages, {
    tooLong: {
      message: '편집의 문장 "{sentence}"이(가) 체크포인트가 읽을 수 있는 길이를 넘습니다.',
      hint: '더 짧게 쓰세요. 텍스트 인코더는 토큰 {limit}개를 읽습니다.',
    },
    otherOrder: {
      message: '"{from}"에서 "{to}"(으)로 바꾸는 편집은 같은 단어의 순서가 다릅니다.',
      hint: '첫 문장의 단어 순서를 지키고 그 사이에 단어를 넣으세요.',
    },
    wordLeftOut: {
      message: '"{from}"에서 "{to}"(으)로 바꾸는 편집에 단어 "{word}"이(가) 빠졌습니다.',
      hint: '둘째 문장에는 첫 문장의 모든 단어가 그 순서대로 있고, 말이 더 있어야 합니다.',
    },
    changesNothing: '"{from}"에서 "{to}"(으)로 바꾸는 편집은 아무것도 바꾸지 않습니다.',
  }),
}
