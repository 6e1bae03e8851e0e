import type { GuideTexts } from '../../../src/shared/guideTexts'
import { koreanHint, koreanHintControl } from '../koreanHint'

export const korean: GuideTexts = {
  label: 'T2I-Adapter',
  summary: '다른 그림으로 결과를 이끕니다. ControlNet보다 느슨하지만 시간이 거의 들지 않습니다.',
  simply: koreanHintControl,
  fields: {
    network: {
      label: '어댑터',
      help: '한 가지 힌트와 한 계열의 체크포인트에 맞게 학습된 것입니다.',
    },
    ...koreanHint,
    weight: { label: '가중치', help: '힌트를 얼마나 엄격히 따를지 정합니다. 0이면 무시합니다.' },
  },
}
