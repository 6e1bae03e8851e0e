import { translated } from '../../src/shared/translated'
import { messages } from './messages'

const again = '손상되었거나 safetensors 라이브러리가 쓰지 않은 파일입니다. 배포처에서 다시 받으세요.'

export const korean = translated(messages, {
  // Files and folders
  unanswered: {
    message: '"{name}" 파일 읽기 요청에 브라우저가 응답하지 않습니다.',
    hint: '페이지를 새로 고치고 다시 시도하세요. 작업은 그대로 보관됩니다.',
  },
  rangeOutside: {
    message: '"{name}" 파일은 {size}바이트인데 {start}~{end}바이트가 요청되었습니다.',
    hint: '파일이 손상되었거나 아직 내려받는 중일 수 있습니다. 다시 받으세요.',
  },
  changedWhileRead: {
    message: '읽는 동안 "{name}" 파일이 바뀌거나 지워졌습니다.',
    hint: '파일이 완성되면 체크포인트를 다시 여세요.',
  },
  notAllowed: {
    message: '브라우저가 더 이상 "{folder}"의 "{path}" 파일을 읽을 수 없습니다.',
    hint: '폴더를 다시 선택해 허용하세요.',
  },
  notOpened: {
    message: '"{name}" 파일을 열 수 없습니다({reason}).',
    hint: '파일과 폴더의 권한을 확인하세요.',
  },
  notInside: {
    message: '{path}: 체크포인트 폴더 안의 파일이 아닙니다.',
    hint: '배포처에서 체크포인트를 다시 받으세요.',
  },

  // Servers
  unreachable: {
    message:
      '"{name}" 파일을 가져올 수 없습니다. 서버에 연결할 수 없거나 이 페이지가 읽는 것을 허용하지 않습니다.',
    hint: '연결과 주소를 확인하고 다시 시도하세요.',
  },
  brokeOff: {
    message: '"{name}" 파일을 내려받다가 끊겼습니다.',
    hint: '연결을 확인하고 다시 시도하세요.',
  },
  rangeHidden: {
    message: '"{name}" 파일의 서버가 어느 바이트를 보냈는지 알려 주지 않습니다.',
    hint: '서버 응답에 Access-Control-Expose-Headers로 공개된 Content-Range 헤더가 필요합니다. 아니면 체크포인트를 내려받아 폴더로 여세요.',
  },
  otherBytes: {
    message: '"{name}" 파일의 서버가 요청과 다른 바이트를 보냈습니다.',
    hint: '다시 시도하거나, 체크포인트를 내려받아 폴더로 여세요.',
  },
  answered: {
    message: '"{name}" 파일 요청에 서버가 {status} 응답을 보냈습니다.',
    hint: '나중에 다시 시도하세요.',
  },
  notPermitted: {
    message: '"{name}" 파일 요청에 서버가 {status} 응답을 보냈습니다.',
    hint: '이름을 확인하세요. 라이선스 동의가 필요한 모델이면 동의한 계정의 토큰을 넣거나, 직접 내려받아 그 폴더를 여세요.',
  },
  notARepository: {
    message: '{name}: 저장소 이름이 아닙니다.',
    hint: 'Hub 저장소 이름은 "timbrooks/instruct-pix2pix"처럼 "소유자/이름" 형식입니다.',
  },
  unlisted: {
    message: '"{repository}"의 파일 목록을 가져올 수 없습니다: {reason}.',
    hint: '이름과 연결을 확인하세요. 접근이 제한된 저장소는 내려받아 폴더로 열어야 합니다.',
  },
  hubUnreachable: 'Hub에 연결할 수 없습니다',
  hubAnswered: 'Hub의 응답은 {status}입니다',
  noList: '응답이 목록이 아닙니다',
  otherChecksum: {
    message: '"{name}" 파일이 Hub에 있는 것과 다르게 도착했습니다. 체크섬이 다릅니다.',
    hint: '다시 내려받으세요. 제대로 도착한 것은 보관됩니다.',
  },
  noRoom: {
    message: '{needed}를 보관하려는데 브라우저에는 {free}의 공간만 있습니다.',
    hint: '보관한 모델을 삭제하거나 디스크 공간을 비우세요.',
  },
  noMoreRoom: {
    message: '브라우저의 저장 공간이 가득 찼습니다. "{name}"에서 {needed}를 더 받아야 합니다.',
    hint: '보관한 모델을 지우거나 디스크 공간을 비운 뒤 계속하세요. 받은 것은 남아 있습니다.',
  },
  inAnotherTab: {
    message: '다른 탭에서 "{name}"을(를) 내려받고 있습니다.',
    hint: '그 탭에서 먼저 멈추거나, 다 받을 때까지 기다리세요.',
  },
  goneFromHub: {
    message:
      '"{name}" 파일이 이제 Hub에 없습니다. 내려받기를 시작한 뒤 "{repository}" 저장소가 바뀌었습니다.',
    hint: '받은 것은 남아 있지만 온전하지 않습니다. 지운 뒤 모델을 다시 찾아보세요.',
  },

  // Files that are something else
  empty: {
    message: '"{name}": 빈 파일입니다.',
    hint: '다운로드에 실패했을 수 있습니다. 다시 받으세요.',
  },
  pickle: {
    message: '"{name}" 파일은 프로그램을 실행할 수 있는 pickle 형식이라 읽지 않습니다.',
    hint: '같은 파일의 .safetensors 판을 찾거나, 파이썬에서 safetensors.torch.save_file로 변환하세요.',
  },
  archive: {
    message: '"{name}" 파일은 압축 파일입니다.',
    hint: '압축을 풀고 그 안의 .safetensors 파일이나 폴더를 고르세요.',
  },
  gguf: {
    message: '"{name}" 파일은 줄인 가중치를 담는 GGUF 형식이라 읽지 않습니다.',
    hint: '같은 모델의 .safetensors 판을 찾으세요.',
  },
  someText: {
    message: '"{name}": 파일 자체가 아니라 글입니다: "{text}".',
    hint: '배포한 곳에서 다시 받으세요. 그 페이지에 계정이 필요할 수도 있습니다.',
  },
  lfsPointer: {
    message: '"{name}": 파일 자체가 아니라 Git LFS 포인터입니다.',
    hint: '"git lfs pull"로 받거나 해당 페이지의 다운로드 버튼으로 받으세요.',
  },
  webPage: {
    message: '"{name}": 파일 자체가 아니라 웹 페이지입니다.',
    hint: '해당 페이지의 다운로드 버튼을 사용하세요.',
  },

  // A network's weights
  picklesOnly: {
    message: '"{name}" 파일은 프로그램을 실행할 수 있는 pickle 형식이라 읽지 않습니다.',
    hint: 'Python에서 변환하세요: from_pretrained로 불러온 뒤 save_pretrained(folder, safe_serialization=True)로 저장합니다.',
  },
  noWeights: {
    message: '"{label}"에 가중치가 없습니다. "{stem}.safetensors" 파일이 없습니다.',
    hint: 'diffusers 구조의 체크포인트 폴더 전체를 고르거나 내려받기를 마치세요.',
  },
  noWeightsIn: {
    message: '"{label}"의 "{folder}" 폴더에 가중치가 없습니다. "{stem}.safetensors" 파일이 없습니다.',
    hint: 'diffusers 구조의 체크포인트 폴더 전체를 고르거나 내려받기를 마치세요.',
  },
  noIndex: {
    message:
      '"{shard}" 파일은 여러 조각 가운데 하나인데, 목록 파일 "{stem}.safetensors.index.json"이 없습니다.',
    hint: '목록 파일도 받으세요. 조각을 내려받은 곳에 함께 있습니다.',
  },
  shardMissing: {
    message: '"{index}" 파일이 가리키는 조각 "{shard}" 파일이 없습니다.',
    hint: '체크포인트 내려받기를 마치세요. 모든 조각이 필요합니다.',
  },
  inTwoShards: {
    message: '키 "{key}"이(가) 샤드 "{first}"와(과) "{second}"에 모두 있습니다.',
    hint: '배포처에서 체크포인트를 다시 받으세요.',
  },
  forAnother: {
    message: '"{name}"은(는) {program}용 가중치여서 읽지 못합니다.',
    hint: '같은 체크포인트의 safetensors 파일을 받으세요.',
  },
  noShard: {
    message:
      '"{index}" 파일이 텐서 "{key}"의 조각으로 가리키는 {shard}: 곁에 있는 safetensors 파일이 아닙니다.',
    hint: '체크포인트 배포처에서 색인을 다시 받으세요.',
  },
  noWeightMap: {
    message: '"{index}" 파일에 어느 조각이 어느 텐서를 담는지 알려 주는 "weight_map" 항목이 없습니다.',
    hint: '체크포인트 배포처에서 색인을 다시 받으세요.',
  },

  // The header of a safetensors file
  tooShort: {
    message: '"{name}" 파일이 {bytes}바이트로, safetensors 파일로는 너무 작습니다.',
    hint: again,
  },
  headerTooLong: {
    message:
      '"{name}" 파일은 헤더가 {headerBytes}바이트라고 하는데, 파일 크기 {bytes}바이트와 맞지 않습니다.',
    hint: 'safetensors 파일이 아니거나 내려받다가 끊겼습니다. 다시 받으세요.',
  },
  headerNotJson: {
    message: '"{name}" 파일의 헤더가 "{"로 시작하지 않습니다.',
    hint: 'safetensors 파일이 아닙니다.',
  },
  headerHas: {
    message: '"{name}" 파일의 헤더: {problem}.',
    hint: again,
  },
  headerNotUtf8: {
    message: '"{name}" 파일의 헤더: UTF-8 텍스트가 아닙니다.',
    hint: again,
  },
  metadataNotStrings: {
    message: '"{name}" 파일의 "__metadata__" 항목이 문자열의 목록이 아닙니다.',
    hint: again,
  },
  fieldTwice: {
    message: '"{file}" 파일의 텐서 "{key}": "{field}" 항목이 두 번 나옵니다.',
    hint: again,
  },
  notDescribed: {
    message: '"{file}" 파일의 텐서 "{key}": 객체로 기술되지 않았습니다.',
    hint: again,
  },
  unknownType: {
    message: '"{file}" 파일의 텐서 "{key}": dtype {dtype} 값은 형식에 없는 것입니다.',
    hint: '가중치를 float32, float16, bfloat16, fp8로 저장하세요.',
  },
  quantised: {
    message: '"{file}" 파일의 가중치는 {kind} 양자화되어 있어 여기서 읽을 수 없습니다.',
    hint: 'float32, float16, bfloat16이나 fp8 파일을 고르세요.',
  },
  bitsAndBytes4: '4비트로(bitsandbytes, NF4나 FP4)',
  bitsAndBytes8: '8비트로(bitsandbytes, int8)',
  scalesBeside: '배율을 따로 둔 8비트 이하로(MXFP8, NVFP4 등)',
  quanto: '8비트 이하로(quanto)',
  gptq: '4비트로(GPTQ나 AWQ)',
  shapeNotSizes: {
    message: '"{file}" 파일의 텐서 "{key}": shape 값이 크기의 목록이 아닙니다.',
    hint: again,
  },
  offsetsNotPositions: {
    message: '"{file}" 파일의 텐서 "{key}": "data_offsets" 값이 두 위치가 아닙니다.',
    hint: again,
  },
  endsBeforeStart: {
    message: '"{file}" 파일의 텐서 "{key}": 끝({end}바이트)이 시작({start}바이트)보다 앞입니다.',
    hint: again,
  },
  endsBeyondFile: {
    message:
      '"{file}" 파일의 텐서 "{key}": 데이터의 {end}바이트에서 끝나는데, 파일에는 {bytes}바이트가 있습니다.',
    hint: '내려받다가 끊겨 파일이 잘린 것 같습니다. 다시 받으세요.',
  },
  shapeNotFilled: {
    message:
      '"{file}" 파일의 텐서 "{key}": {bytes}바이트인데, {dtype} 형식의 모양 [{shape}]과 맞지 않습니다.',
    hint: again,
  },
  overlaps: {
    message: '"{file}" 파일의 텐서 "{key}": 앞의 텐서와 겹칩니다.',
    hint: again,
  },
  leavesHole: {
    message: '"{file}" 파일의 텐서 "{key}": 앞의 텐서와 사이가 비어 있습니다.',
    hint: again,
  },
  bytesLeftOver: {
    message: '"{file}" 파일의 마지막 텐서 뒤에 어디에도 속하지 않는 {bytes}바이트가 있습니다.',
    hint: again,
  },
  notWeights: {
    message: '"{file}" 파일의 텐서 "{key}" 형식이 {dtype}라서 가중치로 쓸 수 없습니다.',
    hint: '가중치를 float32, float16, bfloat16으로 저장하세요.',
  },

  // Text files
  noFile: {
    message: '"{label}"에 "{path}" 파일이 없습니다.',
    hint: 'model_index.json이 있는 diffusers 구조의 체크포인트 폴더 전체를 고르세요.',
  },
  textTooLong: {
    message: '"{label}"의 "{path}" 파일이 {bytes}바이트로, 텍스트 파일로는 너무 큽니다.',
    hint: '배포처에서 체크포인트를 다시 받으세요.',
  },
  notUtf8: {
    message: '"{label}"의 "{path}" 파일이 UTF-8 텍스트가 아닙니다.',
    hint: '배포처에서 체크포인트를 다시 받으세요.',
  },
  invalidJson: {
    message: '"{label}"의 "{path}" 파일이 올바른 JSON이 아닙니다: {problem}.',
    hint: '파일을 고치거나 배포처에서 체크포인트를 다시 받으세요.',
  },
  atCharacter: '{position}번째 글자: {what}',
  noCharacter: '{name} 없음',
  endsWithout: '{name} 없이 텍스트가 끝납니다',
  brace: '여는 중괄호',
  closingBrace: '닫는 중괄호',
  bracket: '여는 대괄호',
  closingBracket: '닫는 대괄호',
  string: '문자열',
  colon: '쌍점',
  comma: '쉼표',
  endlessString: '끝나지 않는 문자열이 있습니다',
  controlCharacter: '문자열에 제어 문자가 있습니다',
  unknownEscape: '문자열에 알 수 없는 이스케이프가 있습니다',
  noValue: '값이 아닌 것이 있습니다',
  textEnds: '텍스트가 끝납니다',
  keyTwice: '"{key}" 키가 두 번 나옵니다',
  tooDeep: '중첩이 너무 깊습니다',
  unknownWord: '{word} 단어가 있습니다',
  afterEnd: '끝 뒤에 무언가 있습니다',
})
