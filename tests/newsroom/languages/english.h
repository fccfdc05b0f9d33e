// SPDX-License-Identifier: Apache-2.0
// The topics of English, which has more than one file can hold.
#pragma once

#include "newsroom/language.h"

namespace broadsheet::newsroom::english {

Topic council();
Topic storm();
Topic transport();
Topic company();
Topic football();
Topic museum();

}  // namespace broadsheet::newsroom::english
