// What can go wrong in a prompt's text, as in errors.ts.

export const promptErrors: Readonly<Record<string, string>> = {
  'A "{0}" of the prompt is never closed.': '프롬프트의 "{0}"이(가) 닫히지 않았습니다.',
  '{0} brackets of the prompt are never closed.': '프롬프트의 괄호 {0}개가 닫히지 않았습니다.',
  'Close it, or write a backslash before it where a bracket is meant.':
    '닫거나, 괄호 글자 그대로라면 앞에 백슬래시를 쓰세요.',
  'A "{0}" of the prompt closes nothing.': '프롬프트의 "{0}"에 짝이 되는 여는 괄호가 없습니다.',
  'Open it, or write a backslash before it where a bracket is meant.':
    '여는 괄호를 쓰거나, 괄호 글자 그대로라면 앞에 백슬래시를 쓰세요.',
  'The weight "{0}" of the prompt is not a number.': '프롬프트의 가중치 "{0}"은(는) 숫자가 아닙니다.',
  'Write it with a point, as in (cat:1.3).': '(cat:1.3)처럼 소수점으로 쓰세요.',
  'The prompt changes "{0}" in more than one place.': '프롬프트의 "{0}"이(가) 여러 곳에서 바뀝니다.',
  'Write [before:after:0.5], or nest one inside of the other.':
    '[before:after:0.5]처럼 쓰거나 하나를 다른 하나 안에 넣으세요.',
  'The prompt alternates words in "{0}", which is not done here.':
    '프롬프트의 "{0}"처럼 단어를 번갈아 쓰는 것은 지원하지 않습니다.',
  'Write [before:after:0.5] to change words after half of the steps.':
    '단계의 절반 뒤에 단어를 바꾸려면 [before:after:0.5]처럼 쓰세요.',
  'The strength "{0}" of the add-on "{1}" is not a number.':
    '애드온 "{1}"의 강도 "{0}"은(는) 숫자가 아닙니다.',
  'Write it as in <lora:name:0.8>.': '<lora:name:0.8>처럼 쓰세요.',
  'A weight of the prompt is beyond {0} and is read as {1}.':
    '프롬프트의 가중치가 {0}을(를) 넘어 {1}(으)로 읽습니다.',
  'Most words need a weight between 0.5 and 1.5.': '대부분의 단어는 0.5에서 1.5 사이의 가중치면 충분합니다.',
  'Joined prompts have to be the whole prompt.': '이어 붙인 프롬프트는 프롬프트 전체여야 합니다.',
  'Write ("a cat", "a dog").blend(0.7, 0.3) and nothing else.':
    '다른 것 없이 ("a cat", "a dog").blend(0.7, 0.3)만 쓰세요.',
  '{0} prompts are joined, and their weights are "{1}".': '프롬프트 {0}개를 이었는데 가중치는 "{1}"입니다.',
  'Give one number for each of them, with commas between.': '각각에 숫자 하나씩을 쉼표로 나눠 쓰세요.',
  'The weights of the blended prompts add up to 0.': '섞는 프롬프트의 가중치를 더하면 0입니다.',
  'Give them another sum, or write no_normalize behind them.':
    '합이 0이 아니게 하거나 뒤에 no_normalize를 쓰세요.',

  // Model Editing
  'The sentence "{0}" of an edit is longer than the checkpoint reads.':
    '편집의 문장 "{0}"이(가) 체크포인트가 읽을 수 있는 길이를 넘습니다.',
  'Say it in fewer words: the text encoder reads {0} tokens.':
    '더 짧게 쓰세요. 텍스트 인코더는 토큰 {0}개를 읽습니다.',
  'The edit from "{0}" to "{1}" has the same words in another order.':
    '"{0}"에서 "{1}"(으)로 바꾸는 편집은 같은 단어의 순서가 다릅니다.',
  'Keep the first sentence’s words in their order, and put words between them.':
    '첫 문장의 단어 순서를 지키고 그 사이에 단어를 넣으세요.',
  'The edit from "{0}" to "{1}" leaves out the word "{2}".':
    '"{0}"에서 "{1}"(으)로 바꾸는 편집에 단어 "{2}"이(가) 빠졌습니다.',
  'The second sentence needs all words of the first, in their order, and says more.':
    '둘째 문장에는 첫 문장의 모든 단어가 그 순서대로 있고, 말이 더 있어야 합니다.',
  'The edit from "{0}" to "{1}" changes nothing.':
    '"{0}"에서 "{1}"(으)로 바꾸는 편집은 아무것도 바꾸지 않습니다.',
}
