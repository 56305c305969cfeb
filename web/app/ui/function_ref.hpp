#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace sigillo::app::ui {

template <class Signature>
class FunctionRef;

// A reference to something callable that outlives the call it is passed to: what the widgets take as their
// content, so that a lambda costs no allocation and the widgets are not templates.
template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
  public:
    FunctionRef() = default;
    template <class Callable,
              class = std::enable_if_t<!std::is_same_v<std::remove_cv_t<std::remove_reference_t<Callable>>,
                                                       FunctionRef>>>
    FunctionRef(Callable&& callable) // NOLINT(google-explicit-constructor): a lambda is passed as it stands
        : object_{const_cast<void*>(static_cast<const void*>(std::addressof(callable)))},
          call_{[](void* object, Arguments... arguments) -> Result {
              return (*static_cast<std::remove_reference_t<Callable>*>(object))(
                  std::forward<Arguments>(arguments)...);
          }} {}

    explicit operator bool() const { return call_ != nullptr; }
    Result operator()(Arguments... arguments) const {
        return call_(object_, std::forward<Arguments>(arguments)...);
    }

  private:
    void* object_ = nullptr;
    Result (*call_)(void*, Arguments...) = nullptr;
};

} // namespace sigillo::app::ui
