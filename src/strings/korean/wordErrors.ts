// What can go wrong where a word's part in a picture is asked for, as in errors.ts.

export const wordErrors: Readonly<Record<string, string>> = {
  'The prompt has no words whose part in the picture could be shown.':
    '프롬프트에 그림에서의 몫을 보여 줄 단어가 없습니다.',
  'Write words into the prompt.': '프롬프트에 단어를 쓰세요.',
  'The edit runs no step in which its words could be seen.':
    '단어를 볼 수 있는 스텝이 하나도 실행되지 않는 편집입니다.',
  'Choose a result that was made with more steps or a higher strength.':
    '스텝이 더 많거나 강도가 더 높은 결과를 고르세요.',
  '"{0}" holds no network that tells things in a picture apart.':
    '"{0}"에는 그림 속 사물을 구별하는 네트워크가 없습니다.',
  'It needs config.json with "id2label", and onnx/model.onnx.':
    '"id2label"이 있는 config.json과 onnx/model.onnx가 필요합니다.',
}
