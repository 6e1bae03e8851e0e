import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '다른 것으로 바꾸기',
  summary: '고양이를 개로 바꾸듯 그림 속의 것을 다른 것으로 바꾸고, 위치와 자세는 그대로 둡니다.',
  excludes: {
    multidiffusion: '그림 전체의 어텐션을 이전과 같게 유지하므로, 창으로 나눈 그림에는 쓸 수 없습니다',
    'attend-and-excite': '하나는 단어가 보이는 곳을 바꾸고, 다른 하나는 그대로 유지합니다',
    regions: '그림 전체의 글을 옮기는데, 영역에는 저마다 글이 따로 있습니다',
  },
  fields: {
    source: {
      label: '무엇을',
      help: '그림에 있는 것입니다. 프롬프트에는 지금 그림 전체가 보여 주는 것을 적습니다.',
      placeholder: '고양이',
    },
    target: { label: '무엇으로', help: '그것 대신 있을 것입니다.', placeholder: '개' },
    change: { label: '변화', help: '오른쪽일수록 새로운 것에 가까워집니다.' },
    structure: {
      label: '구조 유지',
      help: '오른쪽일수록 위치와 모양이 더 유지됩니다. 지나치면 원래 것이 남습니다.',
    },
    sourceSentences: {
      label: '앞의 것에 대한 문장',
      help: '한 줄에 하나씩, 기본 문장 대신 씁니다. 많고 다양할수록 방향이 깨끗합니다.',
    },
    targetSentences: { label: '뒤의 것에 대한 문장', help: '한 줄에 하나씩, 기본 문장 대신 씁니다.' },
    autoCorrelation: {
      label: '노이즈의 무상관 유지',
      help: '그림을 노이즈로 되돌릴 때, 오른쪽일수록 노이즈가 깨끗해 잘 편집되지만 그림은 덜 정확합니다.',
    },
    divergence: { label: '노이즈의 정규성 유지', help: '위와 같지만 노이즈의 평균과 분산에 대한 것입니다.' },
  },
  messages: translated(messages, {
    nothingRead: {
      message: '체크포인트가 "{text}"에서 읽을 수 있는 단어가 없습니다.',
      hint: '무엇인지 단어로 적으세요.',
    },
    sameConcepts: {
      message: '“무엇을”과 “무엇으로”가 이 체크포인트에는 같은 뜻입니다.',
      hint: '무엇으로 바꿀지 다른 말로 적으세요.',
    },
    conceptUnsaid: '프롬프트에 "{concept}"이(가) 없습니다. 지금 그림에 보이는 것을 프롬프트에 적으세요.',
    sentencesCut: '체크포인트가 읽는 길이(토큰 {tokens}개)보다 긴 문장 {count}개는 그 앞부분까지만 셉니다.',
  }),
}
