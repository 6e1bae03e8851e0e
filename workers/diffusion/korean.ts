import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  cutsForAllSteps: {
    message: '"{guide}" 가이드는 캔버스를 여러 화면으로 나누므로 모든 단계에 적용되어야 합니다.',
    hint: '적용 구간을 [0, 1]로 설정하세요.',
  },
  missingBranch: {
    message: '가이드 "{guide}"에는 "{branch}" 분기가 필요한데, 이 편집의 어느 가이드도 추가하지 않았습니다.',
    hint: '그 분기를 만드는 가이드를 추가하거나 이 가이드를 지우세요.',
  },
  noCrossAttention: {
    message: '"{guide}" 기능은 UNet의 교차 어텐션을 읽는데, 이 체크포인트에는 중간 블록 말고는 없습니다.',
    hint: '다른 체크포인트를 고르거나 가이드를 지우세요.',
  },
  wordNotInPrompt: {
    message: '"{word}"(이)라는 단어가 프롬프트에 없습니다.',
    hint: '단어를 다시 고르거나 프롬프트에 적으세요.',
  },
  wordTooOften: {
    message: '"{word}"(이)라는 단어를 프롬프트에 나오는 것보다 많이, {chosen}번 골랐습니다.',
    hint: '프롬프트에 나오는 만큼만 고르세요.',
  },
  otherInverse: {
    message: 'DPM-Solver 역변환은 DPM-Solver++ 2M 샘플러와만 쓸 수 있습니다.',
    hint: '그 샘플러를 고르거나 DDIM으로 역변환하세요.',
  },
})
