// What can go wrong in a training, as in errors.ts.

export const trainingErrors: Readonly<Record<string, string>> = {
  '"{0}" of the training plan {1}.': '학습 계획의 "{0}" 항목은 {1}.',
  'Correct it, or leave it out.': '고치거나 빼세요.',
  'The text encoder has no table of tokens.': '텍스트 인코더에 토큰 표가 없습니다.',
  'The training went astray at step {0}: its loss is no number any more.':
    '학습이 {0}단계에서 어긋났습니다. 손실이 더 이상 숫자가 아닙니다.',
  'What was learned before is kept. Go on with a lower learning rate.':
    '그 전까지 배운 것은 그대로 있습니다. 학습률을 낮춰 계속하세요.',
  'The picture "{0}" is {1}x{2} pixels, too small to learn from.':
    '그림 "{0}"은(는) {1}x{2} 픽셀로, 배우기에는 너무 작습니다.',
  'Give pictures of at least {0}x{1} pixels.': '{0}x{1} 픽셀 이상의 그림을 주세요.',
  'The training plan names a picture "{0}" that was not given.':
    '학습 계획에 있는 그림 "{0}"이(가) 주어지지 않았습니다.',
  'Give that picture along with the plan.': '계획과 함께 그 그림을 주세요.',
  'A UNet of {0} million parameters is too large to train whole here; at most {1} million are not.':
    '매개변수가 {0}백만 개인 UNet은 여기서 통째로 학습하기에 너무 큽니다. {1}백만 개까지 가능합니다.',
  'Train a LoRA.': 'LoRA를 학습하세요.',
}
