// What can go wrong in a training, as in errors.ts.

export const trainingErrors: Readonly<Record<string, string>> = {
  '"{0}" of the training plan {1}.': '학습 계획의 "{0}" 항목은 {1}.',
  'Correct it, or leave it out.': '고치거나 빼세요.',
  'The text encoder has no table of tokens.': '텍스트 인코더에 토큰 표가 없습니다.',
  'The training went astray at step {0}: its loss is no number any more.':
    '학습이 {0}단계에서 어긋났습니다. 손실이 더 이상 숫자가 아닙니다.',
  'What was learned before is kept. Begin again with a lower learning rate.':
    '그 전까지 배운 것은 그대로 있습니다. 학습률을 낮춰 다시 시작하세요.',
  'There is no training to go on with.': '이어서 할 학습이 없습니다.',
  'Another tab may have it; or begin it anew.': '다른 탭에 있을 수 있습니다. 아니면 새로 시작하세요.',
  'The browser’s storage is full, so the training’s state is not saved.':
    '브라우저 저장 공간이 가득 차서 학습 상태가 저장되지 않습니다.',
  'The browser does not let the page store the training’s state.':
    '브라우저가 페이지에 학습 상태를 저장하도록 허용하지 않습니다.',
  'The training goes on, but is lost if the tab is closed. Free some space to be safe.':
    '학습은 계속되지만 탭을 닫으면 사라집니다. 안전하게 하려면 공간을 비우세요.',
  'The training’s state cannot be written to "{0}".': '학습 상태를 "{0}"에 쓸 수 없습니다.',
  'Free some space, or choose another folder.': '공간을 비우거나 다른 폴더를 고르세요.',
  'The picture "{0}" is {1}x{2} pixels, too small to learn from.':
    '그림 "{0}"은(는) {1}x{2} 픽셀로, 배우기에는 너무 작습니다.',
  'Give pictures of at least {0}x{1} pixels.': '{0}x{1} 픽셀 이상의 그림을 주세요.',
  'The training plan names a picture "{0}" that was not given.':
    '학습 계획에 있는 그림 "{0}"이(가) 주어지지 않았습니다.',
  'Give that picture along with the plan.': '계획과 함께 그 그림을 주세요.',
  'Stable Diffusion XL is not taught here: a step of its training needs more memory than a browser has.':
    'Stable Diffusion XL은 여기서 가르칠 수 없습니다: 학습 한 단계에 브라우저가 가진 것보다 많은 메모리가 필요합니다.',
  'Teach a checkpoint of Stable Diffusion 1 or 2, or add a LoRA or an embedding that was trained elsewhere.':
    'Stable Diffusion 1 또는 2 체크포인트를 가르치거나, 다른 곳에서 학습한 LoRA나 임베딩을 추가하세요.',
  'A UNet of {0} million parameters is too large to train whole here; at most {1} million are not.':
    '매개변수가 {0}백만 개인 UNet은 여기서 통째로 학습하기에 너무 큽니다. {1}백만 개까지 가능합니다.',
  'A rank of {0} is above the width of the checkpoint’s layer "{1}", which is {2}.':
    '랭크 {0}은(는) 체크포인트의 층 "{1}"의 너비 {2}보다 큽니다.',
  'Choose a rank of at most {0}.': '랭크를 {0} 이하로 고르세요.',
  'Teaching this takes about {0} GB of memory, and there are {1}.':
    '이것을 가르치려면 메모리가 약 {0} GB 필요한데 {1} GB가 있습니다.',
  'Take at most {0} pictures a step, which fits.': '한 단계에 그림을 {0}장까지만 쓰면 들어갑니다.',
  'Take one picture a step, of {0} pixels, which fits.': '한 단계에 {0}픽셀 그림 한 장을 쓰면 들어갑니다.',
  'Take a smaller checkpoint, or the command line.': '더 작은 체크포인트나 명령줄을 쓰세요.',
  'The pictures "{0}" and "{1}" are the same.': '그림 "{0}"과(와) "{1}"이(가) 같습니다.',
  'Leave one of them out: it would count twice.': '하나를 빼세요. 두 번 세게 됩니다.',
  'One picture does not tell what belongs to the thing and what to its surroundings.':
    '그림 한 장으로는 무엇이 대상이고 무엇이 주변인지 알 수 없습니다.',
  'It is learned all the same; give 3 or more of them for a better likeness.':
    '그래도 배웁니다. 3장 이상 주면 더 닮습니다.',
  'The word "{0}" is one that the tokenizer of "{1}" knows already.':
    '단어 "{0}"은(는) "{1}"의 토크나이저가 이미 아는 단어입니다.',
  'Choose one that means nothing yet, such as "<{0}>".': '아직 뜻이 없는 단어를 고르세요. 예: "<{0}>"',
  'Pictures of the class are made from its word, and the plan gives none.':
    '같은 종류의 그림은 그 단어로 만드는데, 계획에 단어가 없습니다.',
  'Say what kind of thing it is, or leave them out.': '어떤 종류인지 적거나, 그 그림을 빼세요.',
  'A checkpoint that makes pictures from words is not taught by pairs.':
    '글로 그림을 만드는 체크포인트는 그림 쌍으로 가르치지 않습니다.',
  'Give the pictures alone, or choose a checkpoint that edits by instruction.':
    '그림만 주거나, 지시로 편집하는 체크포인트를 고르세요.',
  'A UNet of {0} channels is not taught here.': '채널이 {0}개인 UNet은 여기서 가르칠 수 없습니다.',
  'Choose a checkpoint that makes pictures from words, or one that edits by instruction.':
    '글로 그림을 만들거나 지시로 편집하는 체크포인트를 고르세요.',
  'A checkpoint that edits by instruction is taught by pairs: a picture before the edit for each one after it, and no pictures of a class or on the way.':
    '지시로 편집하는 체크포인트는 그림 쌍으로 가르칩니다. 편집 뒤의 그림마다 앞의 그림을 하나씩 주고, 같은 종류의 그림이나 도중의 그림은 두지 않습니다.',
  'Give the plan as many pictures before as after.': '편집 앞뒤의 그림을 같은 수로 주세요.',
  'Train a LoRA.': 'LoRA를 학습하세요.',
  'What was learned of "{0}" is not of Custom Diffusion: keys and values and a word are wanted.':
    '"{0}"에 대해 배운 것이 커스텀 디퓨전의 것이 아닙니다. 키와 값, 그리고 단어가 있어야 합니다.',
  'Choose the folder into which Custom Diffusion was trained.': '커스텀 디퓨전을 학습한 폴더를 고르세요.',
  'Only a ControlNet is taught by hints.': '힌트로 가르치는 것은 ControlNet뿐입니다.',
  'Leave the hints out, or set the kind to "controlnet".': '힌트를 빼거나 종류를 "controlnet"으로 정하세요.',
  'A ControlNet is taught by pictures with a hint each, and no further concepts, random sizes, pictures of a class or on the way.':
    'ControlNet은 힌트가 하나씩 있는 그림으로 가르치며, 다른 개념이나 임의의 크기, 같은 종류의 그림, 도중의 그림은 쓰지 않습니다.',
  'Give the plan as many hints as pictures.': '그림과 같은 수의 힌트를 주세요.',
  'A ControlNet cannot begin as a copy of this UNet: its "{0}" is [{1}], and the UNet’s is [{2}].':
    'ControlNet을 이 UNet의 복사본으로 시작할 수 없습니다. "{0}"이(가) [{1}]인데 UNet의 것은 [{2}]입니다.',
  'Choose a checkpoint of Stable Diffusion’s usual build.':
    'Stable Diffusion의 보통 구조인 체크포인트를 고르세요.',
  'The training plan gives the word "{0}" to two things.': '학습 계획이 단어 "{0}"을(를) 두 가지에 줍니다.',
  'Give each a word of its own.': '각각 다른 단어를 주세요.',
  'Pairs of pictures are not learned at random sizes: the two would differ by more than the edit.':
    '그림 쌍은 임의의 크기로 배우지 않습니다. 두 그림이 편집보다 더 많이 달라지기 때문입니다.',
  'Leave the random sizes out.': '임의의 크기를 빼세요.',
}
