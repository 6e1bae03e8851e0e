import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '동적 임계값',
  summary: '가이던스가 셀 때 색이 타 버리지 않게 합니다.',
  fields: {
    strength: {
      label: '세기',
      help: '오른쪽일수록 가이던스가 없을 때의 색에 가까워집니다. 0이면 끕니다.',
    },
    percentile: {
      label: '백분위',
      help: '색의 범위로 볼 비율입니다. 낮을수록 가장 밝고 어두운 부분을 더 자릅니다.',
    },
  },
}
