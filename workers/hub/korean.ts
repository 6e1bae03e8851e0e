import { translated } from '../../src/shared/translated'
import { messages } from './messages'

const takeAnother = '다른 모델을 고르세요. Hub에는 이 작업 이름별로 모델이 있습니다.'

export const korean = translated(messages, {
  noUse: {
    message: '"{model}": "{kind}" 종류의 모델이며, 여기서는 쓸 곳이 없습니다.',
    hint: '깊이 추정, 사물 구분, 배경 제거, 그림 확대, 그림 설명("vision-encoder-decoder", BLIP은 안 됨), 문장 쓰기(T5 계열) 모델을 쓸 수 있습니다.',
  },
  noOnnx: {
    message: '"{model}": "onnx" 폴더에도 config.json 옆에도 ONNX 파일이 없습니다.',
    hint: '"onnx-community"나 "Xenova"의 저장소처럼 transformers.js용으로 만든 저장소를 쓰세요.',
  },
  otherTask: {
    message: '"{model}": "{is}"용 모델인데, "{wanted}"용 모델이 필요합니다.',
    hint: takeAnother,
  },
  noModel: { message: '네트워크 "{network}": "{wanted}"용 모델이 아닙니다.', hint: takeAnother },
  onlyModel: {
    message: '네트워크 "{network}": "{is}"용 모델이며, ControlNet이나 T2I-Adapter가 아닙니다.',
    hint: '다른 네트워크나, 이 네트워크에 맞는 가이드를 고르세요.',
  },
  tooLarge: {
    message: '"{model}": {gigabytes}GB라서 wasm에서 불러올 수 없습니다.',
    hint: '더 작은 모델을 고르거나 WebGPU를 쓰세요.',
  },
  noCaption: {
    message: '"{model}": 이 그림을 설명할 말이 없습니다.',
    hint: '설명을 직접 쓰거나 설정에서 다른 모델을 고르세요.',
  },
  noSentence: {
    message: '"{model}": "{concept}"에 대한 문장을 쓰지 못했습니다.',
    hint: '더 큰 모델을 고르거나, 문장을 직접 쓰거나, 비워 두어 기본 문장을 쓰세요.',
  },
  noMemory: {
    message: '"{model}"을(를) 쓰기에는 메모리가 부족합니다.',
    hint: '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 모델을 고르세요.',
  },
  unreadable: {
    message: '"{model}": transformers.js 모델로 읽거나 실행할 수 없습니다.',
    hint: '다른 모델을 고르세요. 무엇이 잘못되었는지는 브라우저 콘솔에 나옵니다.',
  },
})
