// What can go wrong with models of the Hub that run through transformers.js, as in errors.ts.

export const modelErrors: Readonly<Record<string, string>> = {
  '"{0}" is a model of the kind "{1}", for which there is no use here.':
    '"{0}": "{1}" 종류의 모델이며, 여기서는 쓸 곳이 없습니다.',
  'Models are used that estimate depth, tell things apart, remove the background, enlarge pictures, describe them, or write sentences.':
    '깊이 추정, 사물 구분, 배경 제거, 그림 확대, 그림 설명, 문장 쓰기 모델을 쓸 수 있습니다.',
  '"{0}" has no ONNX files in a folder "onnx".': '"{0}": "onnx" 폴더에 ONNX 파일이 없습니다.',
  'Take a repository that is made for transformers.js, such as those of "onnx-community" and "Xenova".':
    '"onnx-community"나 "Xenova"의 저장소처럼 transformers.js용으로 만든 저장소를 쓰세요.',
  '"{0}" is a model for "{1}", and one for "{2}" is needed.':
    '"{0}": "{1}"용 모델인데, "{2}"용 모델이 필요합니다.',
  'The network "{0}" is a model for "{1}", no ControlNet and no T2I-Adapter.':
    '네트워크 "{0}": "{1}"용 모델이며, ControlNet이나 T2I-Adapter가 아닙니다.',
  'The network "{0}" is no model for "{1}".': '네트워크 "{0}": "{1}"용 모델이 아닙니다.',
  'Choose another model. The Hub lists them by these names of tasks.':
    '다른 모델을 고르세요. Hub에는 이 작업 이름별로 모델이 있습니다.',
  '"{0}" has {1} GB, more than wasm can load.': '"{0}": {1}GB라서 wasm에서 불러올 수 없습니다.',
  'Choose a smaller model, or use WebGPU.': '더 작은 모델을 고르거나 WebGPU를 쓰세요.',
  'There is not enough memory for "{0}".': '"{0}"을(를) 쓰기에는 메모리가 부족합니다.',
  'Close other programs that use much memory, or choose a smaller model.':
    '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 모델을 고르세요.',
  '"{0}" cannot be read or run as a model of transformers.js.':
    '"{0}": transformers.js 모델로 읽거나 실행할 수 없습니다.',
  'Choose another model; the browser’s console says what is wrong with this one.':
    '다른 모델을 고르세요. 무엇이 잘못되었는지는 브라우저 콘솔에 나옵니다.',
  'The model gives no depth map.': '모델이 깊이 맵을 내놓지 않습니다.',
  'Choose another model for depth estimation.': '다른 깊이 추정 모델을 고르세요.',
}
