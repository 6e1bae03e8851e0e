import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  answered: {
    message: '"{name}" 파일 요청에 서버가 {status} 응답을 보냈습니다.',
    hint: '나중에 다시 시도하세요.',
  },
  changedOnServer: {
    message: '체크포인트를 연 뒤 서버의 "{name}" 파일이 바뀌었습니다.',
    hint: '체크포인트를 다시 여세요.',
  },
  brokeOff: {
    message: '"{name}" 파일을 내려받다가 끊겼습니다.',
    hint: '연결을 확인하고 편집을 다시 실행하세요.',
  },
  notLoaded: {
    message: '엔진의 프로그램 파일을 불러올 수 없습니다.',
    hint: '연결을 확인하고 페이지를 새로 고치세요.',
  },
  noResult: {
    message: '실행 결과에 float32 텐서 "{name}" 항목이 없습니다.',
    hint: '사용한 레시피와 함께 이 문제를 알려 주세요.',
  },
  noMemoryToRun: {
    message: '체크포인트의 네트워크를 실행할 메모리가 부족합니다.',
    hint: '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 크기를 고르세요. wasm에는 그래픽 카드가 필요 없습니다.',
  },
  runFailed: {
    message: '체크포인트의 네트워크가 실행 중에 중단되었습니다.',
    hint: '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 크기를 고르세요. wasm에는 그래픽 카드가 필요 없습니다.',
  },
  noMemoryToLoad: {
    message: '체크포인트의 네트워크를 불러올 메모리가 부족합니다.',
    hint: '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 체크포인트를 고르세요.',
  },
  loadFailed: {
    message: '체크포인트의 네트워크를 불러올 수 없습니다.',
    hint: '엔진을 다시 시작하거나 설정에서 다른 실행 방식을 고르세요. 계속되면 브라우저 콘솔의 내용과 함께 알려 주세요.',
  },
  tooLargeForWasm: {
    message: '이 체크포인트의 네트워크는 가중치가 {size} GB로, wasm에 담을 수 있는 양을 넘습니다.',
    hint: 'WebGPU를 쓰거나 체크포인트의 반정밀도 파일을 사용하세요.',
  },

  // What edits run on
  oneThread: 'wasm, 스레드 1개, float32, 융합 커널',
  threads: 'wasm, 스레드 {count}개, float32, 융합 커널',
  webGpu: 'WebGPU, {device}, {kernels}',
  device: '{name}',
  unnamedDevice: '이름 없는 장치',
  fused: '{compute}, 융합 커널',
  plain: '{compute}, 기본 연산자',
  except: '{first}, 제외: {refused}',

  // Why it is not WebGPU
  wasmChosen: '설정에서 wasm을 골랐습니다.',
  noWebGpu: '이 브라우저에는 WebGPU가 없습니다.',
  noCard: '브라우저가 WebGPU에 쓸 수 있는 그래픽 카드를 찾지 못했습니다.',
  cardNotOpened: '브라우저가 그래픽 카드를 찾았지만 WebGPU로 열 수 없습니다.',
  emulated: '여기서는 WebGPU가 CPU로 흉내 내는 것이라 wasm보다 느립니다.',
  selfTestFailed: '{device} 장치가 수치 자가 점검에 실패했습니다: {problems}.',
  problemOf: '{kernels}: {problem}',
  andAlso: '{first}; {second}',
  isOff: '{name} 오차 {error}',
  doesNotRun: '실행되지 않습니다',
  node: 'CPU의 Node, float32, {kernels}',
  fusedKernels: '융합 커널',
  plainOperators: '기본 연산자',
})
