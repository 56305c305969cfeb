// Every rule's header, in an order in which none can lean on another: tests/run compiles each alone besides.
#include "shared/domain/validation_act.hpp"

#include "shared/domain/signatory.hpp"

#include "shared/domain/renewal/react.hpp"

#include "shared/domain/renewal/permitted.hpp"

#include "shared/domain/order.hpp"

#include "shared/domain/differences.hpp"
