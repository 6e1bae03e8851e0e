import type { GuideTexts } from '../../../src/shared/guideTexts'

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
}
