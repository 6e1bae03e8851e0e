import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '마스크',
  summary: '마스크 부분만 바뀌고 나머지는 그대로 남습니다.',
  paper: 'Lugmayr et al. 2022 (RePaint), arXiv:2201.09865; 9채널: Rombach et al. 2022, arXiv:2112.10752',
  fields: {},
}
