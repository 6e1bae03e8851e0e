import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '가이던스',
  summary: '프롬프트를 따르고, 네거티브 프롬프트를 피합니다.',
  paper: 'Ho & Salimans 2022, arXiv:2207.12598; 재조정: Lin et al. 2023, arXiv:2305.08891',
  fields: {
    scale: {
      label: '세기',
      help: '프롬프트를 얼마나 엄격히 따를지 정합니다. 1이면 체크포인트 그대로입니다.',
    },
    rescale: { label: '재조정', help: '세기가 클 때의 과한 노출을 되돌립니다. 0이면 끕니다.' },
  },
}
