import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '프롬프트 가중치',
  summary:
    '(cat:1.3)이나 cat++처럼 프롬프트의 단어를 더 또는 덜 중요하게 하고, 긴 프롬프트를 나누어 읽습니다.',
  paper:
    '논문 없이 AUTOMATIC1111과 compel의 표기를 따름; 텍스트 인코더: Radford et al. 2021, arXiv:2103.00020',
  fields: {
    syntax: {
      label: '문법',
      help: 'AUTOMATIC1111은 (cat:1.3)과 [cat], compel은 cat++와 (cat)1.3으로 씁니다.',
      optionLabels: { both: '둘 다', a1111: 'AUTOMATIC1111', compel: 'compel', none: '없음: 쓴 그대로' },
    },
    normalisation: {
      label: '정규화',
      help: '가중치가 어떻게 작용할지 정합니다. compel은 그 단어가 문장에 더하는 만큼을 키우며, 더 강합니다. AUTOMATIC1111은 단어의 값을 곱하고 전체 평균을 지킵니다. 그곳과 같은 그림을 원할 때 고르세요.',
      optionLabels: {
        a1111: '평균 유지 (AUTOMATIC1111)',
        compel: '단어 없는 문장 기준 (compel)',
        none: '곱하기만',
      },
    },
    chunks: {
      label: '긴 프롬프트를 나누어 읽기',
      help: '끄면 텍스트 인코더의 길이를 넘는 단어는 빠집니다.',
    },
  },
  messages: translated(messages, {
    textCut: '글이 체크포인트가 읽을 수 있는 길이({limit}토큰)를 넘어 다음이 빠졌습니다: "{rest}".',
    otherNormalisation: 'compel 이외의 가중치 정규화',
  }),
}
