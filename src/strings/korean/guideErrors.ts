// What the guides refuse, as in errors.ts.

export const guideErrors: Readonly<Record<string, string>> = {
  'Concept {0} of "{1}" has no words.': '"{1}"의 {0}번째 개념에 글이 없습니다.',
  'Write what it is, or remove it.': '무엇인지 적거나 지우세요.',
  '"{0}" reads the self-attention of the UNet’s middle block, and this checkpoint has none there.':
    '"{0}" 기능은 UNet 중간 블록의 자기 주의를 읽는데, 이 체크포인트에는 없습니다.',
  'The gradient of this checkpoint’s attention takes about {0} GB of memory at this size, and there are {1}.':
    '이 크기에서 이 체크포인트의 어텐션 기울기를 구하려면 메모리가 약 {0} GB 필요한데 {1} GB가 있습니다.',
  'Choose a smaller size or checkpoint, or run the recipe from the command line.':
    '더 작은 크기나 체크포인트를 고르거나, 명령줄에서 레시피를 실행하세요.',
  'Choose another checkpoint, or remove the guide.': '다른 체크포인트를 고르거나 가이드를 지우세요.',
  "The panorama's stride of {0} pixels is larger than its window of {1}.":
    '파노라마의 간격 {0} 픽셀이 창 {1} 픽셀보다 큽니다.',
  'Choose a stride of at most the window.': '간격을 창 이하로 정하세요.',
  'The two descriptions of DiffEdit mean the same to this checkpoint, so there is nothing to redraw.':
    'DiffEdit의 두 설명이 이 체크포인트에는 같은 뜻이라, 다시 그릴 것이 없습니다.',
  'Say in the prompt what should be different.': '무엇이 달라져야 하는지 프롬프트에 쓰세요.',
  'The word "{0}" is not in the prompt.': '"{0}"(이)라는 단어가 프롬프트에 없습니다.',
  'Choose the words again, or write it into the prompt.': '단어를 다시 고르거나 프롬프트에 적으세요.',
  '"{0}" reads the UNet’s cross-attention, and this checkpoint has none beside its middle block.':
    '"{0}" 기능은 UNet의 교차 주의를 읽는데, 이 체크포인트에는 중간 블록 말고는 없습니다.',
  'A chosen word is the {0}th token of the prompt, beyond what the checkpoint reads.':
    '고른 단어가 프롬프트의 {0}번째 토큰이라 체크포인트가 읽는 범위를 벗어납니다.',
  'Move it further to the front, or shorten the prompt.': '단어를 앞쪽으로 옮기거나 프롬프트를 줄이세요.',
  'Region {0} has no pixel: its mask covers nothing.':
    '영역 {0}에 픽셀이 없습니다. 마스크가 아무것도 덮지 않습니다.',
  'Paint on its mask, or remove the region.': '마스크를 칠하거나 영역을 지우세요.',
  'Region {0} has neither a mask nor a box.': '영역 {0}에 마스크도 상자도 없습니다.',
  'Choose a mask layer for it, or give it a width and a height.':
    '마스크 레이어를 고르거나 너비와 높이를 정하세요.',
  'The seeds of regions do nothing here: the start is the inverted picture, not noise.':
    '여기서는 영역의 시드가 작용하지 않습니다. 노이즈가 아니라 역변환한 그림에서 시작합니다.',
  '{0}x{1} pixels at a time need {2} GB for one attention map of this checkpoint, more than the {3} GB that fit.':
    '한 번에 {0}x{1} 픽셀을 처리하려면 이 체크포인트의 주의 맵 하나에 {2} GB가 필요한데, {3} GB까지만 들어갑니다.',
  'Choose a smaller size, or add "Panorama", which takes a large canvas in windows.':
    '크기를 줄이거나, 큰 캔버스를 창으로 나누어 처리하는 "파노라마"를 추가하세요.',
  'The guide "{0}" acts on the whole picture, and the recipe gives it a mask.':
    '가이드 "{0}"은(는) 그림 전체에 작용하는데, 레시피가 마스크를 주었습니다.',
  'Remove the mask of that guide.': '그 가이드의 마스크를 지우세요.',
  'No place of the picture differs by {0} times the average between the two descriptions of DiffEdit.':
    'DiffEdit의 두 설명 사이에서 평균의 {0}배만큼 다른 곳이 그림에 없습니다.',
  'Lower the threshold, or say more clearly what should be different.':
    '문턱값을 낮추거나, 무엇이 달라져야 하는지 더 분명하게 쓰세요.',
}
