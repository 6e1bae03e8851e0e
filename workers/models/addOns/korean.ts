import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  // On a checkpoint
  unused: '애드온 "{addOn}"에 체크포인트의 어디에도 맞지 않는 키가 있어 제외했습니다: {keys}.',
  moreUnused:
    '애드온 "{addOn}"에 체크포인트의 어디에도 맞지 않는 키가 있어 제외했습니다: {keys} 외 {count}개.',
  twice: {
    message: '레시피가 애드온 "{addOn}"을(를) 두 번 사용합니다.',
    hint: '한 번만 사용하세요. 강도는 1보다 크게 할 수 있습니다.',
  },
  sameFile: {
    message: '애드온 "{first}"와(과) "{second}"은(는) 같은 파일입니다.',
    hint: '한 번만 사용하세요. 강도는 1보다 크게 할 수 있습니다.',
  },
  noMaskTaken: {
    message: '애드온 "{addOn}"은(는) UNet을 바꾸지 않는데, 레시피가 마스크를 지정했습니다.',
    hint: '그 애드온의 마스크를 빼세요. 그림 전체에 작동합니다.',
  },
  bundledKnown:
    '애드온 "{addOn}"에 든 단어 "{word}"은(는) 텍스트에 원래 있는 단어라서 뺐습니다. 그 뜻은 그대로입니다.',
  textUnmasked:
    '애드온 "{addOn}"은(는) 마스크 안에서 작동합니다. 다만 텍스트 인코더를 바꾸는 부분은 글에 위치가 없으므로 전체에 작동합니다.',
  otherFamily: {
    message:
      '애드온 "{addOn}"은(는) 토큰마다 수 {width}개를 읽는 체크포인트용인데, "{checkpoint}"은(는) {checkpointWidth}개를 읽습니다.',
    hint: '체크포인트와 같은 계열의 애드온을 고르세요: 768은 Stable Diffusion 1, 1024는 2, 2048은 XL입니다.',
  },
  otherShape: {
    message:
      '애드온 "{addOn}"이(가) "{checkpoint}"에 맞지 않습니다: "{tensor}"의 모양은 [{given}]인데 가중치 "{weight}"은(는) [{shape}]입니다.',
    hint: '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  },
  noLayers: {
    message: '애드온 "{addOn}"이(가) "{checkpoint}"의 어디에도 맞지 않습니다: UNet에 해당하는 층이 없습니다.',
    hint: '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  },
  differenceMisfit: {
    message:
      '애드온 "{addOn}"이(가) "{checkpoint}"에 맞지 않습니다: "{tensor}"에서 나오는 모양은 {given}인데 가중치 "{weight}"은(는) [{shape}]입니다.',
    hint: '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  },
  shape: '{shape}',
  multiplesOf: '{shape}의 배수',
  productOf: '{first} 및 {second}의 곱',
  productOfThree: '{first}, {second}, {third}의 곱',
  forFamily: {
    message: '애드온 "{addOn}"은(는) {family}용입니다.',
    hint: '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  },
  forTransformer: {
    message: '애드온 "{addOn}"은(는) UNet이 아닌 트랜스포머용입니다.',
    hint: '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  },
  forMotion: {
    message: '애드온 "{addOn}"은(는) AnimateDiff의 움직임 모듈용인데, 이 프로그램에는 그 모듈이 없습니다.',
    hint: '그림용 애드온을 고르세요.',
  },
  fitsNothing: {
    message:
      '애드온 "{addOn}"이(가) "{checkpoint}"의 어디에도 맞지 않습니다: 모듈 {count}개 가운데 있는 것이 없으며, "{first}"의 모듈도 없습니다.',
    hint: '이 계열의 체크포인트로 학습된 애드온을 고르세요.',
  },
  wordKnown: {
    message: '임베딩 "{addOn}"의 단어 "{word}"은(는) "{checkpoint}"의 토크나이저가 이미 아는 단어입니다.',
    hint: '임베딩의 단어를 바꾸세요. 벡터만 든 파일이면 파일 이름을 바꾸면 됩니다.',
  },
  wordTwice: {
    message: '임베딩 "{first}"와(과) "{second}"이(가) 같은 단어 "{word}"을(를) 가르칩니다.',
    hint: '둘 중 하나를 끄세요.',
  },

  // A file
  patternRead: {
    message: '애드온이 강도를 "{pattern}" 패턴으로 지정하는데, 모듈의 전체 이름만 읽을 수 있습니다.',
    hint: 'diffusers로 다시 저장하세요. 전체 이름으로 기록됩니다.',
  },
  headerNotAnObject: {
    message: '애드온 헤더의 "{entry}"이(가) JSON 객체가 아닙니다.',
    hint: '배포처에서 파일을 다시 받으세요.',
  },
  noUsualName: {
    message: '"{label}"에 흔한 이름(예: "{name}")의 애드온이 없습니다.',
    hint: '.safetensors 파일을 직접 고르세요.',
  },
  noFile: {
    message: '"{label}"에 "{path}" 파일이 없습니다.',
    hint: '.safetensors 파일을 직접 고르세요.',
  },
  oneNetwork: {
    message: '"{name}": 체크포인트의 네트워크 하나입니다.',
    hint: '체크포인트 폴더를 체크포인트로 여세요.',
  },
  autoencoderPart: {
    message: '"{name}": 오토인코더의 일부입니다.',
    hint: '전체가 담긴 파일을, 미리보기용이면 디코더를 고르세요.',
  },
  controlLora: {
    message: '"{name}"은(는) 차이만 담은 ControlNet인 Control-LoRA이며, 읽지 못합니다.',
    hint: '같은 종류의 온전한 ControlNet을 쓰세요.',
  },
  ipAdapter: {
    message: '"{name}": 읽지 않는 형식인 IP-Adapter입니다.',
    hint: 'LoRA나 임베딩을 사용하세요.',
  },
  unreadKind: {
    message: '"{name}": 읽지 않는 종류의 애드온(OFT, IA3, GLoRA, VeRA)입니다.',
    hint: 'LoRA, LoHa, LoKr, DoRA를 사용하세요.',
  },
  noTensors: {
    message: '"{name}"에 텐서가 없습니다.',
    hint: '애드온의 .safetensors 파일을 고르세요.',
  },
  noAddOn: {
    message: '"{name}"은(는) LoRA도 임베딩도 Custom Diffusion도 아닙니다: 첫 키가 "{key}"입니다.',
    hint: '애드온의 .safetensors 파일을 고르세요.',
  },
  noProjections: {
    message: 'Custom Diffusion 파일에 교차 어텐션의 키나 값이 없습니다.',
    hint: '배포처에서 다시 받으세요.',
  },
  oneWidth: {
    message: '임베딩 "{name}"의 벡터는 수 {width}개짜리입니다.',
    hint: '벡터의 폭이 하나이고 체크포인트의 텍스트 인코더와 같은 임베딩을 고르세요.',
  },
  noWord: {
    message: '임베딩에 단어가 없습니다.',
    hint: '파일 이름을 바꾸세요. 이름이 곧 단어입니다.',
  },
  vectorsOfTwo: {
    message:
      '임베딩 "{name}"의 벡터 수가 Stable Diffusion XL의 첫 번째 텍스트 인코더용은 {count}개, 두 번째용은 {second}개로 서로 다릅니다.',
    hint: '배포처에서 파일을 다시 받으세요.',
  },
  otherEncoders: {
    message: '"{name}"의 단어는 CLIP이 아니라 Stable Diffusion 3이나 Flux가 쓰는 텍스트 인코더용입니다.',
    hint: 'Stable Diffusion 1, 2 또는 XL 체크포인트로 학습한 것을 고르세요.',
  },
  otherWords: {
    message:
      '"{name}"에 든 단어의 벡터는 수 {width}개인데, 그 LoRA는 토큰마다 수 {ownWidth}개를 읽는 체크포인트용입니다.',
    hint: '배포처에서 파일을 다시 받으세요.',
  },
  numberedLora: {
    message: '"{name}"은(는) 층에 이름 대신 번호를 붙인 초기 형식의 LoRA입니다.',
    hint: '학습 프로그램의 스크립트로 변환하거나 더 새로운 파일을 찾으세요.',
  },
  notWhole: {
    message: '애드온이 온전하지 않습니다: {what}.',
    hint: '배포처에서 파일을 다시 받으세요.',
  },
  sameTensor: '"{first}"와(과) "{second}"이(가) 한 모듈의 같은 텐서입니다',
  setAndChanged: '"{key}"이(가) 대신하는 가중치를 다른 텐서도 바꿉니다',
  standsAlone: '"{key}"에 곱할 텐서가 없습니다',
  lacksOne: '"{key}"의 모듈에 텐서 하나가 없습니다',

  // Autoencoders
  twoAutoencoders: {
    message: '애드온 "{first}"와(과) "{second}"은(는) 같은 용도의 오토인코더입니다.',
    hint: '둘 중 하나를 끄세요.',
  },
  otherLatents: {
    message:
      '오토인코더 "{addOn}"의 잠재 표현은 크기 1/{scale}의 채널 {channels}개이고, "{checkpoint}"은(는) 크기 1/{ownScale}의 채널 {ownChannels}개입니다.',
    hint: '체크포인트와 같은 계열의 오토인코더를 고르세요.',
  },
  otherScaling: {
    message:
      '오토인코더 "{addOn}"은(는) 잠재 표현에 {factor}을(를) 곱하는데, "{checkpoint}"의 것은 {ownFactor}을(를) 곱합니다.',
    hint: '체크포인트와 같은 계열의 오토인코더를 고르세요: 0.18215는 Stable Diffusion 1과 2, 0.13025는 XL입니다.',
  },
})
