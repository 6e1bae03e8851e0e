import { translated } from './/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  cancelled: {
    message: '편집이 취소되었습니다.',
    hint: '필요하면 다시 실행하세요.',
  },
  defect: {
    message: '팔림프세스트 자체에 문제가 생겼습니다.',
    hint: '다시 시도하고, 계속되면 브라우저 콘솔의 내용과 함께 알려 주세요.',
  },

  // A recipe
  notARecipe: {
    message: 'JSON 객체가 아니므로 레시피가 아닙니다.',
    hint: '팔림프세스트에서 그림을 내보내면 레시피를 볼 수 있습니다.',
  },
  laterRecipe: {
    message: '레시피 버전이 {version}인데, 이 프로그램은 버전 {known}까지 읽을 수 있습니다.',
    hint: '더 새로운 버전의 팔림프세스트로 여세요.',
  },
  recipeSetting: {
    message: '레시피의 "{path}" {misfit}.',
    hint: '레시피에서 그 설정을 고치세요.',
  },
  recipeMisfit: {
    message: '레시피 {misfit}.',
    hint: '레시피에서 그 설정을 고치세요.',
  },
  withoutImage: {
    message: '레시피에 "{setting}" 항목은 있지만 적용할 "image" 항목이 없습니다.',
    hint: 'image를 추가하거나 {setting} 항목을 지우세요.',
  },
  enlargedEdit: {
    message: '레시피에 "enlarge"와 "image" 항목이 함께 있습니다. 새 그림만 확대합니다.',
    hint: '둘 중 하나를 지우세요.',
  },
  noUpscaler: {
    message: '레시피에 "enlarge" 항목은 있지만 확대할 "upscaler" 항목이 없습니다.',
    hint: '"toyland/upscaler" 같은 upscaler를 추가하거나 "enlarge"를 지우세요.',
  },
  enlargedPicture: '확대한 그림',
  layer: '레이어',
  planSetting: {
    message: '학습 계획의 "{path}" {misfit}.',
    hint: '고치거나 빼세요.',
  },
  notUnderstood: {
    message: '엔진이 이해할 수 없는 메시지를 받았습니다: "{path}" {misfit}.',
    hint: '페이지를 새로 고치고, 계속되면 알려 주세요.',
  },

  // What a value does wrong
  missing: '항목이 없습니다',
  notKnown: '항목을 알 수 없습니다',
  hasToBe: '값이 {given}입니다. 필요한 값: {requirement}',
  notAnId: '소문자, 숫자, 하이픈으로 되어야 합니다',
  notAHash: '16진수 SHA-256이어야 합니다',
  notFilled: '픽셀이 그림을 채우지 않습니다',
  atLeast: '{bound} 이상',
  atMost: '{bound} 이하',
  atLeastLong: '길이 {bound} 이상',
  atMostLong: '길이 {bound} 이하',
  whole: '정수',
  multipleOf: '{factor}의 배수',
  number: '숫자',
  text: '텍스트',
  trueOrFalse: 'true 또는 false',
  list: '목록',
  object: '객체',
  anotherValue: '다른 값',
  exactly: '{value}',

  // The guides of a recipe
  guideTwice: {
    message: '레시피가 "{guide}" 가이드를 두 번 사용합니다.',
    hint: '하나만 남기세요.',
  },
  settingEmpty: {
    message: '"{guide}" 가이드에는 "{setting}" 설정이 필요한데 비어 있습니다.',
    hint: '채우거나 가이드를 제거하세요.',
  },
  guidesApart: {
    message: '"{first}" 가이드와 "{second}" 가이드는 함께 쓸 수 없습니다: {why}.',
    hint: '하나를 제거하세요.',
  },
  bothBase: '둘 다 실행의 기본 가이던스입니다',
  needsXl: {
    message: '"{guide}" 가이드에는 Stable Diffusion XL 체크포인트가 필요합니다.',
    hint: '그런 체크포인트를 고르거나 가이드를 빼세요.',
  },
  needsPicture: {
    message: '"{guide}" 가이드에는 그림이 필요한데, 레시피에 없습니다.',
    hint: '먼저 그림을 여세요.',
  },
  needsMask: {
    message: '"{guide}" 가이드에는 마스크가 필요한데, 레시피에 없습니다.',
    hint: '먼저 마스크를 칠하세요.',
  },
  needsChannels: {
    message:
      '"{guide}" 가이드에는 UNet이 {wanted}채널을 받는 체크포인트가 필요한데, 이 체크포인트는 {channels}채널을 받습니다.',
    hint: '"{label}"용으로 만든 체크포인트를 고르거나 가이드를 제거하세요.',
  },
  notWithSampler: {
    message: '"{guide}" 가이드는 샘플러 "{sampler}"에서 작동하지 않습니다.',
    hint: '다음 중 하나를 고르세요: {samplers}.',
  },
  strayingBySampler: {
    message:
      '"{guide}" 가이드는 그림을 노이즈로 되돌리는데, 샘플러 "{sampler}"는 단계마다 노이즈를 새로 뽑아 그림이 돌아오지 않습니다.',
    hint: '노이즈를 뽑지 않는 샘플러를 고르세요: ddim, euler, heun, pndm, dpm-solver++, unipc.',
  },
  strayingByEta: {
    message:
      '"{guide}" 가이드는 그림을 노이즈로 되돌리는데, eta {eta}에서는 단계마다 노이즈를 새로 뽑아 그림이 돌아오지 않습니다.',
    hint: 'eta를 0으로 하세요.',
  },
  channelsOf: {
    message:
      '이 체크포인트의 UNet은 {channels}채널을 받으며 "{guide}" 가이드가 채우는데, 레시피에 그 가이드가 없습니다.',
    hint: '"{guide}" 가이드를 추가하거나 text-to-image 체크포인트를 고르세요.',
  },
  channelsOfNone: {
    message:
      '이 체크포인트의 UNet은 {channels}채널을 받는데, 잠재 채널 {latent}개 뒤를 채우는 가이드가 없습니다.',
    hint: 'text-to-image, InstructPix2Pix, 인페인팅 체크포인트를 고르세요.',
  },
  keyTwice: {
    message: '레시피의 두 가이드가 같은 키 "{key}"을(를) 가집니다.',
    hint: '각각 다른 키를 주거나 키를 빼세요.',
  },
  noRange: {
    message: '"{guide}" 가이드의 적용 구간 {first}~{last}에 해당하는 단계가 없습니다.',
    hint: '앞 값이 뒤 값보다 작은 비율의 구간 [처음, 끝]을 입력하세요.',
  },
  unknownGuide: {
    message: '레시피가 이 프로그램에 없는 "{guide}" 가이드를 사용합니다.',
    hint: '레시피를 만든 버전에서 열거나 가이드 이름을 고치세요.',
  },
  unknownSetting: {
    message: '"{guide}" 가이드에는 "{setting}" 설정이 없습니다.',
    hint: '있는 설정: {settings}.',
  },
  noSettings: {
    message: '"{guide}" 가이드에는 "{setting}" 설정이 없습니다.',
    hint: '있는 설정: 없음.',
  },
  guideSetting: {
    message: '"{guide}" 가이드의 "{path}" {problem}.',
    hint: '{expected}',
  },
  notABoolean: '값이 {given}인데, true나 false가 아닙니다',
  notAText: '값이 {given}인데, 텍스트가 아닙니다',
  tooLong: '길이가 {most}자를 넘습니다',
  notWords: '값이 {given}인데, 단어의 목록이 아닙니다',
  notAnOption: '값이 {given}인데, 선택지에 없습니다',
  notSettings: '값이 {given}인데, 설정의 목록이 아닙니다',
  tooFew: '항목이 {count}개로, {least}개보다 적습니다',
  tooMany: '항목이 {count}개로, {most}개보다 많습니다',
  notANumber: '값이 {given}인데, 숫자가 아닙니다',
  outOfRange: '값이 {given}인데, 범위를 벗어났습니다',
  notRising: '값이 곡선인데, 첫 수들이 0에서 1로 커지지 않습니다',
  curveOutOfRange: '값이 곡선인데, 그중 {given}이(가) 범위를 벗어납니다',
  giveNumber: '{min}에서 {max} 사이의 숫자를 입력하세요.',
  giveStrength: '{min}에서 {max} 사이의 수나, [[0, {max}], [1, {min}]]처럼 단계에 따른 점들을 넣으세요.',
  giveBoolean: 'true나 false를 입력하세요.',
  giveText: '따옴표로 묶은 텍스트를 입력하세요.',
  giveWords: '["cat", "dog"]처럼 프롬프트의 단어를 넣으세요.',
  giveOption: '다음 중 하나를 고르세요: {options}.',
  givePicture: '그림의 이름을 따옴표 안에 넣으세요.',
  giveNetwork: '네트워크의 id를 따옴표 안에 넣으세요.',
  giveList: '{min}개에서 {max}개의 항목으로 된 목록을 넣으세요. 각 항목의 설정: {settings}.',

  // The size of a picture
  tooSmall: {
    message: '{what}의 크기가 {width}x{height} 픽셀로, 편집하기에 너무 작습니다.',
    hint: '{least}x{least} 픽셀 이상인 것을 사용하세요.',
  },
  sideTooLong: {
    message: '{what}의 크기가 {width}x{height} 픽셀인데, 한 변은 {most} 픽셀을 넘을 수 없습니다.',
    hint: '먼저 자르거나 줄이세요.',
  },
  tooLarge: {
    message: '{what}의 크기가 {width}x{height} 픽셀로, 편집할 수 있는 {most}백만 픽셀을 넘습니다.',
    hint: '먼저 8000x8000 픽셀 이하로 줄이세요.',
  },
  picture: '그림',
  savedDocument: '저장된 문서',

  // What other programs lack
  curve: '단계에 따라 바뀌는 강도',
  penStrokes: '펜 획으로 만든 힌트(힌트를 그림으로 내보내고 이미 힌트인 것으로 읽으세요)',
  colourPatches: '그림에서 만든 색 조각(힌트를 그림으로 내보내고 이미 힌트인 것으로 읽으세요)',
  modelHints: '다른 모델이 그림에서 만드는 힌트(힌트를 그림으로 내보내고 이미 힌트인 것으로 읽으세요)',
  smoothing: '가장자리를 찾기 전의 매끄럽게 하기',
  partNotRead: {
    message: '페이지의 일부를 읽을 수 없습니다.',
    hint: '연결을 확인하고 다시 시도하세요. 그래도 안 되면 페이지를 새로고침하세요.',
  },
  renewed: {
    message: '이 탭을 열어 둔 동안 팔림프세스트가 업데이트되어, 이전 버전에 필요한 파일이 없어졌습니다.',
    hint: '페이지를 새로고침하세요. 작업은 저장되어 있어 그대로 다시 열립니다.',
  },
  languageNotRead: {
    message: '이 언어의 문구를 읽을 수 없습니다.',
    hint: '연결을 확인하고 설정에서 다시 선택하세요.',
  },
})
