declare module 'launch-editor' {
  function launch(file: string, onError: (file: string, message: string | null) => void): void
  export default launch
}
