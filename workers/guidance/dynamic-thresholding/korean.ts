import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '동적 임계값',
  summary: '가이던스가 셀 때 색이 날아가지 않게 합니다.',
  paper: 'Saharia et al. 2022 (Imagen, 2.3절), arXiv:2205.11487',
  fields: {
    strength: {
      label: '강도',
      help: '오른쪽일수록 가이던스가 없을 때의 색에 가까워집니다. 0이면 끕니다.',
    },
    percentile: {
      label: '백분위',
      help: '값의 몇 퍼센트까지를 색의 범위로 볼지 정합니다. 낮을수록 가장 밝은 곳과 어두운 곳을 더 잘라 냅니다.',
    },
  },
}
