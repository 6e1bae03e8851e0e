import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '모델 편집',
  summary:
    '모델이 당연하게 여기는 것을 바꿉니다. “a rose”를 “a blue rose”로 편집하면 어느 프롬프트에서나 장미가 파래집니다.',
  fields: {
    edits: {
      label: '편집 목록',
      help: '지금의 말과 바꾸고 싶은 말을 나란히 쓰세요. 같은 단어에 몇 단어만 더합니다.',
      itemLabel: '편집',
      item: {
        from: { label: '원래', help: '모델이 무언가를 당연하게 여기는 말입니다. 예: “a rose”.' },
        to: {
          label: '바뀐 뒤',
          help: '같은 단어에, 앞으로 말하지 않아도 그렇게 될 것을 더한 말입니다. 예: “a blue rose”.',
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
    sentences: {
      label: '문장 목록',
      help: '“a … at night; a (big|small) … in the snow” 같은 문장도 편집합니다. …는 편집하는 말이고, 괄호 안의 말은 하나씩 모두 씁니다. 체크포인트가 배운 캡션과 같은 꼴이 가장 좋습니다.',
    },
    paddingInPlace: {
      label: '채움은 제자리에',
      help: '글의 끝 뒤를 채우는 토큰을 제자리에 둡니다. 끄면 논문처럼 단어를 따라 밀립니다. 작은 텍스트 인코더는 둘을 함께 해내지 못합니다.',
    },
    scoped: {
      label: '말한 곳에서만',
      help: '“원래”의 단어가 없는 프롬프트는 그대로 둡니다. 끄면 논문처럼 모든 프롬프트에 미칩니다.',
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
    sentenceWithoutPlace: {
      message: '문장 "{sentence}"에 편집의 단어가 들어갈 "…"이(가) 없습니다.',
      hint: '“a … at night”처럼 쓰세요.',
    },
    tooManySentences: {
      message: '모델 편집의 문장은 선택지를 모두 합쳐 {count}개입니다. {limit}개까지 쓸 수 있습니다.',
      hint: '선택지를 줄이세요.',
    },
    notSaid: '프롬프트에 어느 편집의 단어도 없어서 프롬프트가 그대로입니다.',
    sentencesOfOnesOwn: '직접 쓴 문장의 편집(“문장 목록”을 비우세요)',
    heldPadding: '제자리에 둔 채움(“채움은 제자리에”를 끄세요)',
    scopedEdits: '말한 곳에서만 하는 편집(“말한 곳에서만”을 끄세요)',
    changesNothing: '"{from}"에서 "{to}"(으)로 바꾸는 편집은 아무것도 바꾸지 않습니다.',
  }),
}
