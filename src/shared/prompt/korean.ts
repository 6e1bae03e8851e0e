import { translated } from '../translated'
import { messages } from './messages'

export const korean = translated(messages, {
  neverClosed: {
    message: '프롬프트의 "{bracket}"이(가) 닫히지 않았습니다.',
    hint: '닫거나, 괄호 글자 그대로라면 앞에 백슬래시를 쓰세요.',
  },
  manyNeverClosed: {
    message: '프롬프트의 괄호 {count}개가 닫히지 않았습니다.',
    hint: '닫거나, 괄호 글자 그대로라면 앞에 백슬래시를 쓰세요.',
  },
  closesNothing: {
    message: '프롬프트의 "{bracket}"에 짝이 되는 여는 괄호가 없습니다.',
    hint: '여는 괄호를 쓰거나, 괄호 글자 그대로라면 앞에 백슬래시를 쓰세요.',
  },
  weightNotANumber: {
    message: '프롬프트의 가중치 "{weight}"은(는) 숫자가 아닙니다.',
    hint: '(cat:1.3)처럼 소수점으로 쓰세요.',
  },
  colonIsText: {
    message: '프롬프트의 "{words}"에는 가중치가 없습니다: "{weight}"은(는) 숫자가 아니어서 단어로 읽습니다.',
    hint: '(cat:1.3)처럼 숫자를 쓰거나, 단어라면 콜론 앞에 백슬래시를 쓰세요.',
  },
  behindIsText: {
    message: '프롬프트의 괄호 뒤 "{written}"은(는) 가중치가 아니라 단어로 읽습니다.',
    hint: '(cat)1.3이나 (cat)++처럼 숫자나 기호를 쓰거나, 단어 앞에 빈칸을 두세요.',
  },
  whenNotANumber: {
    message:
      '프롬프트의 "{words}"에는 언제 바뀌는지가 없습니다: "{when}"은(는) 숫자가 아니어서 모두 단어로 읽습니다.',
    hint: '[before:after:0.5]처럼 숫자로 끝내거나, 단어라면 콜론마다 앞에 백슬래시를 쓰세요.',
  },
  changesNever: {
    message: '프롬프트의 "{words}"은(는) 바뀌지 않습니다: {when}은(는) {steps}단계 밖에 있습니다.',
    hint: '0.5처럼 단계의 일부를 쓰거나 더 적은 단계를 쓰세요.',
  },
  changesTwice: {
    message: '프롬프트의 "{words}"이(가) 여러 곳에서 바뀝니다.',
    hint: '[before:after:0.5]처럼 쓰거나 하나를 다른 하나 안에 넣으세요.',
  },
  alternates: {
    message: '프롬프트의 "{words}"처럼 단어를 번갈아 쓰는 것은 지원하지 않습니다.',
    hint: '단계의 절반 뒤에 단어를 바꾸려면 [before:after:0.5]처럼 쓰세요.',
  },
  strengthNotANumber: {
    message: '애드온 "{addOn}"의 강도 "{strength}"은(는) 숫자가 아닙니다.',
    hint: '<lora:name:0.8>처럼 쓰세요.',
  },
  addOnIsText: {
    message: '프롬프트의 "{words}"에는 애드온 이름이 없어 단어로 읽습니다.',
    hint: '<lora:name:0.8>처럼 쓰세요.',
  },
  hypernetwork: {
    message: '프롬프트의 "{words}"은(는) 단어로 읽습니다: 하이퍼네트워크는 여기서 쓰지 않습니다.',
    hint: '지우거나 LoRA를 쓰세요.',
  },
  notWhole: {
    message: '이어 붙인 프롬프트는 프롬프트 전체여야 합니다.',
    hint: '다른 것 없이 ("a cat", "a dog").blend(0.7, 0.3)만 쓰세요.',
  },
  otherWeights: {
    message: '프롬프트 {count}개를 이었는데 가중치는 "{weights}"입니다.',
    hint: '각각에 숫자 하나씩을 쉼표로 나눠 쓰세요.',
  },
  weightsToZero: {
    message: '섞는 프롬프트의 가중치를 더하면 0입니다.',
    hint: '합이 0이 아니게 하거나 뒤에 no_normalize를 쓰세요.',
  },
  beyond: {
    message: '프롬프트의 가중치가 {most}을(를) 넘어 {weight}(으)로 읽습니다.',
    hint: '대부분의 단어는 0.5에서 1.5 사이의 가중치면 충분합니다.',
  },
})
