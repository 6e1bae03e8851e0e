// What add-ons (LoRA, embeddings, Custom Diffusion) are refused for, as in errors.ts.

export const addOnErrors: Readonly<Record<string, string>> = {
  'Its download may have failed: get it again.': '다운로드에 실패했을 수 있습니다. 다시 받으세요.',
  'Look for the same file as .safetensors, or convert it in Python with safetensors.torch.save_file.':
    '같은 파일의 .safetensors 판을 찾거나, 파이썬에서 safetensors.torch.save_file로 변환하세요.',
  'Get it with "git lfs pull", or by the download button of its page.':
    '"git lfs pull"로 받거나 해당 페이지의 다운로드 버튼으로 받으세요.',
  'Use the download button of its page.': '해당 페이지의 다운로드 버튼을 사용하세요.',
  'The add-on "{0}" has keys that fit nothing of the checkpoint and were left out: {1}{2}.':
    '애드온 "{0}"에 체크포인트의 어디에도 맞지 않는 키가 있어 제외했습니다: {1}{2}.',
  'The recipe uses the add-on "{0}", which is not open.':
    '레시피가 애드온 "{0}"을(를) 사용하는데, 열려 있지 않습니다.',
  'Open its file first, or take it out of the add-ons and the prompt.':
    '먼저 그 파일을 열거나, 애드온 목록과 프롬프트에서 빼세요.',
  'The add-on "{0}" is another file than the one that the recipe was made with.':
    '애드온 "{0}"은(는) 레시피를 만들 때 쓴 파일과 다릅니다.',
  'The recipe uses the add-on "{0}" twice.': '레시피가 애드온 "{0}"을(를) 두 번 사용합니다.',
  'The add-ons "{0}" and "{1}" are the same file.': '애드온 "{0}"과(와) "{1}"은(는) 같은 파일입니다.',
  'Use it once; its strength can be above 1.': '한 번만 사용하세요. 강도는 1보다 크게 할 수 있습니다.',
  'The add-on "{0}" is for checkpoints that read {1} numbers a token, and "{2}" reads {3}.':
    '애드온 "{0}"은(는) 토큰마다 수 {1}개를 읽는 체크포인트용인데, "{2}"은(는) {3}개를 읽습니다.',
  'Choose an add-on of the checkpoint’s family: 768 is Stable Diffusion 1, 1024 is 2, 2048 is XL.':
    '체크포인트와 같은 계열의 애드온을 고르세요: 768은 Stable Diffusion 1, 1024는 2, 2048은 XL입니다.',
  'The add-on "{0}" does not fit "{1}": its "{2}" is {3}, and the weight "{4}" is {5}.':
    '애드온 "{0}"이(가) "{1}"에 맞지 않습니다: "{2}"의 모양은 {3}인데 가중치 "{4}"은(는) {5}입니다.',
  'The add-on "{0}" does not fit "{1}": its "{2}" is [{3}], and the weight "{4}" is [{5}].':
    '애드온 "{0}"이(가) "{1}"에 맞지 않습니다: "{2}"의 모양은 [{3}]인데 가중치 "{4}"은(는) [{5}]입니다.',
  'Choose an add-on that was trained on a checkpoint of this family.':
    '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  'The add-on "{0}" fits nothing of "{1}": the UNet has none of its layers.':
    '애드온 "{0}"이(가) "{1}"의 어디에도 맞지 않습니다: UNet에 해당하는 층이 없습니다.',
  'The add-on "{0}" does not fit "{1}": its "{2}" comes to {3}, and the weight "{4}" is [{5}].':
    '애드온 "{0}"이(가) "{1}"에 맞지 않습니다: "{2}"에서 나오는 모양은 {3}인데 가중치 "{4}"은(는) [{5}]입니다.',
  'The add-on "{0}" is for {1}.': '애드온 "{0}"은(는) {1}용입니다.',
  'The add-on "{0}" fits nothing of "{1}": none of its {2} modules is there, not even that of "{3}".':
    '애드온 "{0}"이(가) "{1}"의 어디에도 맞지 않습니다: 모듈 {2}개 가운데 있는 것이 없으며, "{3}"의 모듈도 없습니다.',
  'The add-on gives its strength for the pattern "{0}", which is not read: only whole names of modules are.':
    '애드온이 강도를 "{0}" 패턴으로 지정하는데, 모듈의 전체 이름만 읽을 수 있습니다.',
  'Save it again with diffusers, which writes whole names.':
    'diffusers로 다시 저장하세요. 전체 이름으로 기록됩니다.',
  'The "{0}" in the header of the add-on is not a JSON object.':
    '애드온 헤더의 "{0}"이(가) JSON 객체가 아닙니다.',
  'Get the file again from its publisher.': '배포처에서 파일을 다시 받으세요.',
  '"{0}" holds no add-on under a usual name, such as "{1}".':
    '"{0}"에 흔한 이름(예: "{1}")의 애드온이 없습니다.',
  'Choose its .safetensors file itself.': '.safetensors 파일을 직접 고르세요.',
  '"{0}" is {1}.': '"{0}": {1}입니다.',
  '"{0}" holds no tensors.': '"{0}"에 텐서가 없습니다.',
  '"{0}" holds neither LoRA nor embedding nor Custom Diffusion: its first key is "{1}".':
    '"{0}"은(는) LoRA도 임베딩도 Custom Diffusion도 아닙니다: 첫 키가 "{1}"입니다.',
  'Choose the .safetensors file of an add-on.': '애드온의 .safetensors 파일을 고르세요.',
  'Choose a file that holds all of it, or for previews the decoder.':
    '전체가 담긴 파일을, 미리보기용이면 디코더를 고르세요.',
  'The add-ons "{0}" and "{1}" are both autoencoders for the same use.':
    '애드온 "{0}"과(와) "{1}"은(는) 같은 용도의 오토인코더입니다.',
  'The autoencoder "{0}" has latents of {1} channels at 1/{2} of the size, and "{3}" of {4} at 1/{5}.':
    '오토인코더 "{0}"의 잠재 표현은 크기 1/{2}의 채널 {1}개이고, "{3}"은(는) 크기 1/{5}의 채널 {4}개입니다.',
  'Choose an autoencoder of the checkpoint’s family.': '체크포인트와 같은 계열의 오토인코더를 고르세요.',
  'The autoencoder "{0}" scales latents by {1}, and that of "{2}" by {3}.':
    '오토인코더 "{0}"은(는) 잠재 표현에 {1}을(를) 곱하는데, "{2}"의 것은 {3}을(를) 곱합니다.',
  'Choose an autoencoder of the checkpoint’s family: 0.18215 is Stable Diffusion 1 and 2, 0.13025 is XL.':
    '체크포인트와 같은 계열의 오토인코더를 고르세요: 0.18215는 Stable Diffusion 1과 2, 0.13025는 XL입니다.',
  'Open it as a checkpoint.': '체크포인트로 여세요.',
  'Open the checkpoint’s folder as a checkpoint.': '체크포인트 폴더를 체크포인트로 여세요.',
  'Choose it as the network of a ControlNet guide.': 'ControlNet 가이드의 네트워크로 고르세요.',
  'Use a LoRA or an embedding.': 'LoRA나 임베딩을 사용하세요.',
  'Use a LoRA, LoHa, LoKr or DoRA.': 'LoRA, LoHa, LoKr, DoRA를 사용하세요.',
  'The file of Custom Diffusion holds no keys or values of a cross-attention.':
    'Custom Diffusion 파일에 교차 주의의 키나 값이 없습니다.',
  'Get it again from its publisher.': '배포처에서 다시 받으세요.',
  'The embedding "{0}" has {1} vectors for the first text encoder of Stable Diffusion XL, and {2} for the second.':
    '임베딩 "{0}"의 벡터 수가 Stable Diffusion XL의 첫 번째 텍스트 인코더용은 {1}개, 두 번째용은 {2}개로 서로 다릅니다.',
  'Choose an embedding for the family of the checkpoint.': '체크포인트와 같은 계열의 임베딩을 고르세요.',
  'The embedding "{0}" has vectors of {1} numbers.': '임베딩 "{0}"의 벡터는 수 {1}개짜리입니다.',
  'Choose an embedding whose vectors are of one width, that of the checkpoint’s text encoder.':
    '벡터의 폭이 하나이고 체크포인트의 텍스트 인코더와 같은 임베딩을 고르세요.',
  'The embedding has no word.': '임베딩에 단어가 없습니다.',
  'Rename its file: the name is the word.': '파일 이름을 바꾸세요. 이름이 곧 단어입니다.',
  'The add-on is not whole: {0}.': '애드온이 온전하지 않습니다: {0}.',
  'The word "{0}" of the embedding "{1}" is one that the tokenizer of "{2}" knows already.':
    '임베딩 "{1}"의 단어 "{0}"은(는) "{2}"의 토크나이저가 이미 아는 단어입니다.',
  'Rename the embedding’s word: for a file that holds only vectors, rename the file.':
    '임베딩의 단어를 바꾸세요. 벡터만 든 파일이면 파일 이름을 바꾸면 됩니다.',
  'The embeddings "{0}" and "{1}" both teach the word "{2}".':
    '임베딩 "{0}"과(와) "{1}"이(가) 같은 단어 "{2}"을(를) 가르칩니다.',
  'Switch one of them off.': '둘 중 하나를 끄세요.',
}

/** Words that fill their holes, as in errorParts.ts. */
export const addOnErrorParts: Readonly<Record<string, string>> = {
  'is empty': '비어 있습니다',
  'is a pickle, a format that can run programs, and is not read':
    '피클 파일입니다. 프로그램을 실행할 수 있는 형식이라 읽지 않습니다',
  'is a pointer of Git LFS, not the file itself': '파일 자체가 아니라 Git LFS 포인터입니다',
  'is a web page, not the file itself': '파일 자체가 아니라 웹 페이지입니다',
  'the product of {0} and {1}': '{0} 및 {1}의 곱',
  'the product of {0}, {1} and {2}': '{0}, {1}, {2}의 곱',
  'multiples of {0}': '{0}의 배수',
  '"{0}" and "{1}" are the same tensor of one module': '"{0}"과(와) "{1}"이(가) 한 모듈의 같은 텐서입니다',
  '"{0}" stands without the tensors that it is multiplied with': '"{0}"에 곱할 텐서가 없습니다',
  'the module of "{0}" lacks one of its tensors': '"{0}"의 모듈에 텐서 하나가 없습니다',
  'a whole checkpoint in one file': '한 파일로 된 체크포인트 전체',
  'a network of a checkpoint': '체크포인트의 네트워크 하나',
  'an autoencoder': '오토인코더',
  'a ControlNet': 'ControlNet',
  'an IP-Adapter, which is not read': '읽지 않는 형식인 IP-Adapter',
  'an add-on of a kind that is not read (OFT, IA3, GLoRA and VeRA are not)':
    '읽지 않는 종류의 애드온(OFT, IA3, GLoRA, VeRA)',
  'a transformer, not a UNet': 'UNet이 아닌 트랜스포머',
  ' and {0} more': ' 외 {0}개',
}
