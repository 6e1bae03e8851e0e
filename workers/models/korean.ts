import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  // A checkpoint
  unusedChannels: {
    message: '"{label}" 체크포인트의 UNet은 {channels}채널을 받는데, 여기서는 쓸 수 없습니다.',
    hint: 'text-to-image(4채널), 깊이(5), InstructPix2Pix(8), 인페인팅(9) 체크포인트를 고르세요.',
  },
  clipSkipTooLarge: {
    message: '텍스트 인코더의 층은 {layers}개라서 {skipped}개를 건너뛸 수 없습니다.',
    hint: 'clip skip을 {layers} 이하로 고르세요.',
  },
  notANetwork: {
    message: '"{label}": ControlNet이나 T2I-Adapter의 폴더가 아닙니다. "config.json" 파일이 없습니다.',
    hint: 'config.json과 diffusion_pytorch_model.safetensors가 있는 폴더를 고르세요.',
  },
  refiner: {
    message: '"{label}"은(는) 베이스가 만든 그림을 마무리하기만 하는 Stable Diffusion XL 리파이너입니다.',
    hint: '베이스인 "stable-diffusion-xl-base-1.0" 또는 그것으로 만든 체크포인트를 고르세요.',
  },
  otherPipeline: 'diffusers의 {pipeline}용으로 만든 것이지만 Stable Diffusion으로 실행합니다.',
  ofOtherPipeline: {
    message: '"{label}"은(는) diffusers의 {pipeline}이며, 그 네트워크는 여기서 읽는 UNet이 아닙니다.',
    hint: 'Stable Diffusion 1, 2 또는 XL 체크포인트를 고르세요.',
  },
  otherNoise: {
    message:
      '"{label}"은(는) 다른 종류의 노이즈로 학습되어(샘플러 {scheduler}), 여기의 샘플러로는 쓸 수 없습니다.',
    hint: 'epsilon이나 v를 예측하는 Stable Diffusion 1, 2 또는 XL 체크포인트를 고르세요.',
  },
  unusedParts: 'model_index.json에서 쓰지 않는 것: {parts}.',
  partsMisfit: {
    message: '"{label}" 체크포인트의 구성 요소가 서로 맞지 않습니다: {what}.',
    hint: 'unet, vae, text_encoder, tokenizer를 같은 체크포인트에서 가져오세요.',
  },
  textWidths: 'UNet은 토큰마다 {read}개의 수를 읽는데, 텍스트 인코더는 {given}개를 냅니다',
  textWidthsOfTwo: 'UNet은 토큰마다 숫자 {read}개를 읽는데, 텍스트 인코더들은 {given}개를 냅니다',
  wholeTextWidths: 'UNet은 글마다 숫자 {read}개를 읽는데, 두 번째 텍스트 인코더는 {given}개를 냅니다',
  otherTokenizer: '두 토크나이저가 글을 서로 다르게 읽습니다',
  latentChannels: 'UNet은 {given}채널을 내는데, 오토인코더는 {channels}채널입니다',
  tokenCounts: '토크나이저는 {given}토큰을 내는데, 텍스트 인코더는 {read}토큰을 읽습니다',
  previewLatents:
    '미리 보기 디코더는 크기 1/{scale}의 {channels}채널을 받는데, 오토인코더는 1/{givenScale}의 {givenChannels}채널을 냅니다',

  // A network and a checkpoint
  noPair: {
    message: '"{network}" 네트워크는 "{checkpoint}" 체크포인트와 맞지 않습니다: {what}.',
    hint: '이 체크포인트 종류(Stable Diffusion 1, 2 또는 XL)용으로 만든 네트워크를 고르거나 다른 체크포인트를 고르세요.',
  },
  pairTextWidths: '네트워크는 토큰마다 {read}개의 수를 읽는데, 체크포인트는 {given}개를 냅니다',
  pairChannels: '네트워크는 {read}채널을 읽는데, 체크포인트는 잠재 {latent}채널, 모두 {all}채널입니다',
  pairLevels: '네트워크의 단계는 {own}개인데, 체크포인트는 {given}개입니다',
  pairLevelChannels: '단계 {level}: 네트워크는 {own}채널인데, 체크포인트는 {given}채널입니다',
  pairLayers: '단계 {level}: 네트워크의 층은 {own}개인데, 체크포인트는 {given}개입니다',
  pairPadding: '네트워크는 패딩 {own}으로 반씩 줄이는데, 체크포인트는 {given}로 줄입니다',
  pairScale: '네트워크는 그림의 {own} 픽셀을 잠재 픽셀 하나로 만드는데, 체크포인트는 {given} 픽셀을 만듭니다',
  pairSizes: '잠재 픽셀 {side}개에서 단계 {level}: 네트워크는 {own}개인데, 체크포인트는 {given}개입니다',

  // A config.json
  configRefused: {
    message: '{file}: {what}.',
    hint: 'diffusers 구조의 Stable Diffusion 1, 2 또는 XL 계열 체크포인트를 고르세요.',
  },
  networkConfigRefused: {
    message: '{file}: {what}.',
    hint: 'diffusers 구조의 Stable Diffusion 1, 2 또는 XL용 ControlNet이나 T2I-Adapter를 고르세요.',
  },
  fileOf: '"{label}"의 "{path}"',
  within: '{file}의 "{option}"',
  networkFile: '네트워크 "{file}"',
  notAnObject: 'JSON 객체가 아닙니다',
  noNetwork: '네트워크가 되지 않습니다: {reason}',
  groupsDoNotDivide: '{channels}채널 블록은 {groups}개 그룹("norm_num_groups")으로 나눌 수 없습니다',
  headsDoNotDivide: '{channels}채널 블록은 어텐션 헤드 {heads}개("attention_head_dim")로 나눌 수 없습니다',
  textHeadsDoNotDivide: '어텐션 헤드 {heads}개("num_attention_heads")로 {width} 값을 나눌 수 없습니다',
  sets: '"{option}" 값이 {value}입니다; {wanted}',
  whole: '정수여야 합니다 {bounds}',
  wholes: '정수의 목록이어야 합니다 {bounds}',
  wholesOfLength: '정수의 목록이어야 합니다 (길이 {length}) {bounds}',
  atLeast: '({least} 이상)',
  fromTo: '({least}~{most})',
  aboveZero: '0보다 큰 수여야 합니다',
  trueOrFalse: 'true 또는 false여야 합니다',
  supportedIs: '지원하는 값은 {value}입니다',
  supportedAre: '지원하는 값은 {values}입니다',
  supportedIsListed: '지원하는 값은 {value}이고, {count}개가 있어야 합니다',
  supportedAreListed: '지원하는 값은 {values}이고, {count}개가 있어야 합니다',
  threeOrOne: '3과 1만 지원합니다',
  oneForAllBlocks: '모든 블록에 하나의 수만 지원합니다',
  unknownOption: '알 수 없는 옵션입니다',
  quantisedConfig: '가중치가 양자화되어 있어 여기서 읽을 수 없습니다',
  odd: '홀수여야 합니다',
  even: '짝수여야 합니다',
  firstEven: '첫 번째 수는 짝수여야 합니다',
  asManyStages: '인코더는 {count}단계입니다',
  equalNumbers: '수가 모두 같아야 합니다',

  // The keys of its weights
  keysMisfit: {
    message: '"{network}"의 가중치가 config.json과 맞지 않습니다: {found}.',
    hint: 'config.json과 가중치를 같은 체크포인트에서 가져오거나, 배포처에서 다시 받으세요.',
  },
  missing: '없는 것 {count}개: {keys}',
  misshapen: '모양이 다른 것 {count}개: {keys}',
  surplus: '남는 것 {count}개: {keys}',
  keys: '{keys}',
  keysAndMore: '{keys} 외 {count}개',
  andAlso: '{first}; {second}',

  // A tokenizer
  tokenizerRefused: {
    message: '"{label}"의 토크나이저 파일 "{path}": {what}.',
    hint: '텍스트 인코더와 같은 체크포인트의 tokenizer 폴더를 사용하세요.',
  },
  tokenizerNotAnObject: {
    message: '"{label}"의 "{config}" 또는 "{special}" 파일이 JSON 객체가 아닙니다.',
    hint: '체크포인트 배포처에서 토크나이저를 다시 받으세요.',
  },
  notIds: '토큰과 id의 목록이 아닙니다',
  idTooLarge: '"{token}"의 id가 {id}인데, 텍스트 인코더의 토큰은 {count}개입니다',
  twoIds: '"{token}"의 id가 {first}와 {second} 둘입니다',
  noTokenizer: '토크나이저를 기술하지 않습니다',
  notBytePairs: 'CLIP의 바이트 단위 BPE가 아닙니다',
  noMerges: '어휘와 병합 규칙이 없습니다',
  wholeWordToken: '온전한 단어로만 쓰이는 토큰 "{token}"이 있습니다',
})
