import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '마스크',
  summary: '마스크 부분만 바뀌고 나머지는 그대로 남습니다.',
  fields: {},
}
