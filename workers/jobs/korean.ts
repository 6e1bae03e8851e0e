import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  // What an edit says
  nothingToRun: '강도가 낮아 실행할 단계가 없습니다. 그림은 그대로입니다.',
  stoppedAfter: '{count}단계 중 {step}단계에서 멈췄습니다.',
  idleGuide: '{count}개의 단계 가운데 "{guide}" 가이드의 범위 안에 완전히 드는 단계가 없습니다.',
  unchanged: '편집으로 눈에 보이게 바뀐 것이 없습니다. 그림은 그대로입니다.',
  filledAlone: '새 영역을 가장자리 색으로 채웠고, 그 밖에 눈에 보이게 바뀐 것은 없습니다.',
  unchangedUnderMask: '편집으로 마스크 안에서 눈에 보이게 바뀐 것이 없습니다. 그림은 그대로입니다.',
  notEnlarged: '"{network}" 네트워크가 결과를 확대하지 못해 보간으로 늘렸으므로 조금 흐립니다.',
  textCut: '글이 체크포인트가 읽을 수 있는 길이({limit}토큰)를 넘어 다음이 빠졌습니다: "{rest}".',
  otherFile: '애드온 "{addOn}"은(는) 레시피를 만들 때 쓴 파일과 다릅니다.',

  // What an edit cannot do
  addOnNotOpen: {
    message: '레시피가 애드온 "{addOn}"을(를) 사용하는데, 열려 있지 않습니다.',
    hint: '먼저 그 파일을 열거나, 애드온 목록과 프롬프트에서 빼세요.',
  },
  tokenBeyond: {
    message: '고른 단어가 프롬프트의 {position}번째 토큰이라 체크포인트가 읽는 범위를 벗어납니다.',
    hint: '단어를 앞쪽으로 옮기거나 프롬프트를 줄이세요.',
  },
  wrongKind: {
    message: '네트워크 "{network}": {wanted} 네트워크가 아닙니다.',
    hint: '다른 네트워크를 고르거나, 그 네트워크에 맞는 가이드를 쓰세요.',
  },
  checkpointNotOpen: {
    message: '레시피가 쓰는 "{checkpoint}" 체크포인트가 열려 있지 않습니다.',
    hint: '먼저 폴더를 열거나 다른 체크포인트를 고르세요.',
  },
  notLarger: {
    message: '"{network}" 네트워크는 그림을 확대하지 않습니다.',
    hint: '확대할 다른 네트워크를 고르세요.',
  },
  networkNotOpen: {
    message: '레시피가 쓰는 "{network}" 네트워크가 열려 있지 않습니다.',
    hint: '먼저 폴더를 열거나 다른 네트워크를 고르세요.',
  },
  emptyInstruction: {
    message: '지시문이 비어 있습니다.',
    hint: '바꿀 점을 적으세요. 예: "make the cat blue".',
  },
  notWholeLatents: {
    message: '{width}x{height} 픽셀은 이 체크포인트의 잠재 픽셀로 나누어떨어지지 않습니다.',
    hint: '{multiple}의 배수를 고르세요.',
  },
  otherNoise: {
    message: '주어진 노이즈의 모양은 [{given}]인데, 레시피의 잠재 변수는 [{wanted}]입니다.',
    hint: '잠재 변수와 같은 모양의 노이즈를 주세요.',
  },
  notStarted: {
    message: '엔진이 시작되기 전에 작업이 요청되었습니다.',
    hint: '페이지를 새로 고치세요.',
  },
  deviceLost: {
    message: '그래픽 장치를 잃었습니다.',
    hint: '그림은 안전합니다. 편집을 다시 실행하거나 설정에서 wasm을 고르세요.',
  },
  notFinite: {
    message: '네트워크가 유한하지 않은 값을 내어 보여 드릴 그림이 없습니다.',
    hint: '다른 스케줄러나 체크포인트를 고르세요. 그래픽 카드에서는 설정에서 wasm을 골라도 됩니다.',
  },
  maskOfOtherSize: {
    message: '마스크는 {maskWidth}x{maskHeight} 픽셀인데 그림은 {width}x{height} 픽셀입니다.',
    hint: '마스크를 그림과 같은 크기로 만드세요.',
  },
  pictureNotGiven: {
    message: '레시피가 쓰는 그림 "{name}" 파일이 주어지지 않았습니다.',
    hint: '레시피와 함께 그 그림을 주세요.',
  },
  attentionTooLarge: {
    message:
      '한 번에 {width}x{height} 픽셀을 처리하려면 이 체크포인트의 어텐션 맵 하나에 {needed} GB가 필요한데, {limit} GB까지만 들어갑니다.',
    hint: '크기를 줄이거나, 큰 캔버스를 창으로 나누어 처리하는 "파노라마"를 추가하세요.',
  },
  windowTooLarge: {
    message:
      '{width}x{height} 픽셀의 창은 이 체크포인트의 어텐션 맵 하나에 {needed} GB가 필요한데, {limit} GB까지만 들어갑니다.',
    hint: '더 작은 창을 고르세요.',
  },
  noMaskTaken: {
    message: '"{guide}" 가이드는 그림 전체에 작용하는데, 레시피가 마스크를 주었습니다.',
    hint: '그 가이드의 마스크를 지우세요.',
  },
  nothingToShow: {
    message: '이 설정에서는 가이드가 실행 전에 보여 줄 것이 없습니다.',
    hint: '편집을 실행하세요.',
  },
  noSegmenter: {
    message: '"{label}"에는 그림 속 사물을 구별하는 네트워크가 없습니다.',
    hint: '"id2label"이 있는 config.json과 onnx/model.onnx가 필요합니다.',
  },
  noWords: {
    message: '프롬프트에 그림에서의 몫을 보여 줄 단어가 없습니다.',
    hint: '프롬프트에 단어를 쓰세요.',
  },
  noStepForWords: {
    message: '단어를 볼 수 있는 단계가 하나도 실행되지 않는 편집입니다.',
    hint: '단계가 더 많거나 강도가 더 높은 결과를 고르세요.',
  },

  // Training
  xlNotTaught: {
    message:
      'Stable Diffusion XL은 여기서 가르칠 수 없습니다: 학습 한 단계에 브라우저가 가진 것보다 많은 메모리가 필요합니다.',
    hint: 'Stable Diffusion 1 또는 2 체크포인트를 가르치거나, 다른 곳에서 학습한 LoRA나 임베딩을 추가하세요.',
  },
  tooLargeWhole: {
    message:
      '파라미터가 {millions}백만 개인 UNet은 여기서 통째로 학습하기에 너무 큽니다. {most}백만 개까지 가능합니다.',
    hint: 'LoRA를 학습하세요.',
  },
  wordKnown: {
    message: '단어 "{word}"은(는) "{label}"의 토크나이저가 이미 아는 단어입니다.',
    hint: '아직 뜻이 없는 단어를 고르세요. 예: "<{word}>"',
  },
  noTraining: {
    message: '이어서 할 학습이 없습니다.',
    hint: '다른 탭에 있을 수 있습니다. 아니면 새로 시작하세요.',
  },
  noClassWord: {
    message: '같은 종류의 그림은 그 단어로 만드는데, 계획에 단어가 없습니다.',
    hint: '어떤 종류인지 적거나, 그 그림을 빼세요.',
  },
  trainingPictureNotGiven: {
    message: '학습 계획에 있는 그림 "{name}"이(가) 주어지지 않았습니다.',
    hint: '계획과 함께 그 그림을 주세요.',
  },
  noPairs: {
    message: '글로 그림을 만드는 체크포인트는 그림 쌍으로 가르치지 않습니다.',
    hint: '그림만 주거나, 지시로 편집하는 체크포인트를 고르세요.',
  },
  channelsNotTaught: {
    message: '채널이 {channels}개인 UNet은 여기서 가르칠 수 없습니다.',
    hint: '글로 그림을 만들거나 지시로 편집하는 체크포인트를 고르세요.',
  },
  onlyPairs: {
    message:
      '지시로 편집하는 체크포인트는 그림 쌍으로 가르칩니다. 편집 뒤의 그림마다 앞의 그림을 하나씩 주고, 같은 종류의 그림이나 도중의 그림은 두지 않습니다.',
    hint: '편집 앞뒤의 그림을 같은 수로 주세요.',
  },
  samePictures: {
    message: '그림 "{first}"와(과) "{second}"이(가) 같습니다.',
    hint: '하나를 빼세요. 두 번 세게 됩니다.',
  },
  onePicture: {
    message: '그림 한 장으로는 무엇이 대상이고 무엇이 주변인지 알 수 없습니다.',
    hint: '그래도 배웁니다. 3장 이상 주면 더 닮습니다.',
  },
  wordTwice: {
    message: '학습 계획이 단어 "{word}"을(를) 두 가지에 줍니다.',
    hint: '각각 다른 단어를 주세요.',
  },
  pairsAtOneSize: {
    message: '그림 쌍은 임의의 크기로 배우지 않습니다. 두 그림이 편집보다 더 많이 달라지기 때문입니다.',
    hint: '임의의 크기를 빼세요.',
  },
  notCustomDiffusion: {
    message:
      '"{className}"에 대해 배운 것이 커스텀 디퓨전의 것이 아닙니다. 키와 값, 그리고 단어가 있어야 합니다.',
    hint: '커스텀 디퓨전을 학습한 폴더를 고르세요.',
  },
  gradientTooLarge: {
    message:
      '이 크기에서 이 체크포인트의 어텐션 기울기를 구하려면 메모리가 약 {needed} GB 필요한데 {most} GB가 있습니다.',
    hint: '더 작은 크기나 체크포인트를 고르거나, 명령줄에서 레시피를 실행하세요.',
  },
  onlyControlNet: {
    message: '힌트로 가르치는 것은 ControlNet뿐입니다.',
    hint: '힌트를 빼거나 종류를 "controlnet"으로 정하세요.',
  },
  onlyControlNetGoesOn: {
    message: '다른 네트워크에서 시작하는 것은 ControlNet뿐입니다.',
    hint: '계획에서 "network"를 빼거나 종류를 "controlnet"으로 정하세요.',
  },
  hintsNotTaught: {
    message:
      'ControlNet "{network}"은(는) 회색 힌트나 파랑이 먼저 오는 힌트를 읽는데, 이것은 가르칠 수 없습니다.',
    hint: '빨강, 초록, 파랑을 읽는 것을 고르거나 계획에서 "network"를 빼세요.',
  },
  hintEach: {
    message:
      'ControlNet은 힌트가 하나씩 있는 그림으로 가르치며, 다른 개념이나 임의의 크기, 같은 종류의 그림, 도중의 그림은 쓰지 않습니다.',
    hint: '그림과 같은 수의 힌트를 주세요.',
  },
})
