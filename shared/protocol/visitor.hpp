#pragma once

#include "shared/protocol/fields.hpp"

#include <cstring>
#include <optional>
#include <type_traits>

// What a `describe` sees. Each message's fields are turned into one description of type and bounds without
// templates, so that the program holds one `describe` a message, however many things (decoder, encoder,
// manual, samples) walk over it: the app's download pays for every instantiation.
namespace sigillo::protocol {

class FieldVisitor;

enum class Kind { text, date, integer32, integer64, boolean, bytes, enumeration, details, message, list };

struct ListAccess {
    std::size_t (*size)(const void* list);
    void (*resize)(void* list, std::size_t size);
    void* (*item)(void* list, std::size_t at);
};

struct OptionalAccess {
    void* (*held)(void* optional); ///< null where it is empty
    void* (*emplace)(void* optional);
};

/// The type of a field. `min` and `max` are those of its bounds.
struct Type {
    Kind kind;
    std::int64_t min = 0;
    std::int64_t max = 0;
    const std::string_view* names = nullptr; ///< enumeration: `max` + 1 texts
    void (*describe)(void* message, FieldVisitor& visitor) = nullptr;
    const ListAccess* list = nullptr;
    const Type* item = nullptr; ///< list
};

/// `value` points to the member, or to the std::optional around it where `optional` is set.
struct Field {
    const char* name;
    const Type& type;
    void* value;
    const OptionalAccess* optional;
};

template <class T>
struct ListOf : std::false_type {};
template <class T>
struct ListOf<std::vector<T>> : std::bool_constant<!std::is_same_v<std::vector<T>, Bytes>> {
    using Item = T;
    static std::size_t size(const void* list) { return static_cast<const std::vector<T>*>(list)->size(); }
    static void resize(void* list, std::size_t size) { static_cast<std::vector<T>*>(list)->resize(size); }
    static void* item(void* list, std::size_t at) { return &(*static_cast<std::vector<T>*>(list))[at]; }
    static constexpr ListAccess access{size, resize, item};
};

template <class T>
struct OptionalOf : std::false_type {};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {
    using Value = T;
    static void* held(void* optional) {
        auto& value = *static_cast<std::optional<T>*>(optional);
        return value ? &*value : nullptr;
    }
    static void* emplace(void* optional) { return &static_cast<std::optional<T>*>(optional)->emplace(); }
    static constexpr OptionalAccess access{held, emplace};
};

template <class T>
void describe_erased(void* message, FieldVisitor& visitor) {
    T::describe(*static_cast<T*>(message), visitor);
}

/// Enumerations are handed over as the int that they are stored as.
inline int load_enum(const void* value) {
    int index = 0;
    std::memcpy(&index, value, sizeof index);
    return index;
}
inline void store_enum(void* value, int index) {
    std::memcpy(value, &index, sizeof index);
}

class FieldVisitor {
  public:
    virtual ~FieldVisitor() = default;

    /// A const message is only ever read: `field` of a visitor that writes gets messages that it made.
    template <class T, class Bounds>
    void operator()(const char* name, T& member, Bounds bounds) {
        using Plain = std::remove_const_t<T>;
        auto* value = const_cast<Plain*>(&member);
        if constexpr (OptionalOf<Plain>::value) {
            typed<typename OptionalOf<Plain>::Value>(name, value, &OptionalOf<Plain>::access, bounds);
        } else {
            typed<Plain>(name, value, nullptr, bounds);
        }
    }

  protected:
    virtual void field(const Field& field) = 0;

  private:
    template <class T, class Bounds>
    void typed(const char* name, void* value, const OptionalAccess* optional, Bounds bounds) {
        if constexpr (ListOf<T>::value) {
            const Type item = scalar<typename ListOf<T>::Item>(bounds.item);
            const Type type{.kind = Kind::list,
                            .min = static_cast<std::int64_t>(bounds.min),
                            .max = static_cast<std::int64_t>(bounds.max),
                            .list = &ListOf<T>::access,
                            .item = &item};
            field({name, type, value, optional});
        } else {
            field({name, scalar<T>(bounds), value, optional});
        }
    }

    template <class T, class Bounds>
    static Type scalar(Bounds bounds) {
        if constexpr (std::is_same_v<Bounds, AnyBounds>) {
            if constexpr (std::is_enum_v<T>) {
                static_assert(std::is_same_v<std::underlying_type_t<T>, int>);
                constexpr const auto& texts = EnumNames<T>::texts.items;
                return {.kind = Kind::enumeration,
                        .max = static_cast<std::int64_t>(std::size(texts)) - 1,
                        .names = texts};
            } else if constexpr (std::is_same_v<T, bool>) {
                return {.kind = Kind::boolean};
            } else if constexpr (std::is_same_v<T, Details>) {
                return {.kind = Kind::details};
            } else {
                return {.kind = Kind::message, .describe = describe_erased<T>};
            }
        } else if constexpr (std::is_same_v<T, std::string>) {
            if constexpr (std::is_same_v<Bounds, DateBounds>) {
                return {.kind = Kind::date, .min = 10, .max = 10};
            } else {
                static_assert(std::is_same_v<Bounds, TextBounds>);
                return bounded(Kind::text, bounds);
            }
        } else if constexpr (std::is_same_v<T, Bytes>) {
            static_assert(std::is_same_v<Bounds, BytesBounds>);
            return bounded(Kind::bytes, bounds);
        } else {
            static_assert(std::is_same_v<Bounds, IntegerBounds>);
            static_assert(std::is_same_v<T, int> || std::is_same_v<T, std::int64_t>);
            return bounded(std::is_same_v<T, int> ? Kind::integer32 : Kind::integer64, bounds);
        }
    }

    template <class Bounds>
    static Type bounded(Kind kind, Bounds bounds) {
        return {.kind = kind,
                .min = static_cast<std::int64_t>(bounds.min),
                .max = static_cast<std::int64_t>(bounds.max)};
    }
};

} // namespace sigillo::protocol
