import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '지시문 가이던스',
  summary: '지시대로 그림을 바꾸고 나머지는 그대로 둡니다.',
  fields: {
    textScale: { label: '지시문 따르기', help: '오른쪽일수록 더 많이 바뀝니다.' },
    imageScale: { label: '원래 그림 지키기', help: '오른쪽일수록 덜 바뀝니다.' },
  },
}
