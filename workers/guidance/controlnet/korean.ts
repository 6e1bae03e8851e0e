import type { GuideTexts } from '../../../src/shared/guideTexts'
import { koreanHint, koreanHintControl } from '../koreanHint'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: 'ControlNet',
  summary: '결과가 다른 그림(스케치, 윤곽선, 깊이 맵)의 선과 형태를 따르게 합니다.',
  simply: koreanHintControl,
  fields: {
    network: {
      label: '네트워크',
      help: '한 가지 힌트와 한 계열의 체크포인트에 맞게 학습된 것입니다.',
    },
    ...koreanHint,
    weight: { label: '가중치', help: '힌트를 얼마나 엄격히 따를지 정합니다. 0이면 무시합니다.' },
    mode: {
      label: '우선순위',
      help: '균형, 힌트의 세부를 느슨하게 따르는 프롬프트 우선, 프롬프트 없이도 작동하는 힌트 우선 중에서 고릅니다.',
      optionLabels: { balanced: '균형', 'prompt-first': '프롬프트', 'control-first': '힌트' },
    },
  },
  messages: translated(messages, {
    looseDetails: '세부를 느슨하게 따르는 힌트',
    otherMode: '균형 이외의 모드',
  }),
}
