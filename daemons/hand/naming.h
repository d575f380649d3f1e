// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/hand/keystore.h"

#include <utility>

namespace pedell::hand
{

/// Names the owner in an error; the folder's name stays out of the log.
template <class T>
base::Result<T> naming(const Owner& owner, base::Result<T> result)
{
    if (!result)
        result.error().context = text_of(owner) + ": " + result.error().context;
    return result;
}

} // namespace pedell::hand
