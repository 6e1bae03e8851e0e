import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '그림에서 시작',
  summary: '순수한 노이즈 대신 노이즈를 더한 그림에서 시작합니다. 강도가 노이즈의 양입니다.',
  fields: {},
}
