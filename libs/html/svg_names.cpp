// SPDX-License-Identifier: Apache-2.0
// Names of SVG that are not in lower case (13.2.6.1 "adjust SVG attributes", 13.2.6.5).
#include <algorithm>
#include <array>

#include "html/tree_builder.h"

namespace broadsheet::html {
namespace {

// Both sorted by their lower case.
constexpr std::array<std::string_view, 37> kNames = {"altGlyph",
                                                     "altGlyphDef",
                                                     "altGlyphItem",
                                                     "animateColor",
                                                     "animateMotion",
                                                     "animateTransform",
                                                     "clipPath",
                                                     "feBlend",
                                                     "feColorMatrix",
                                                     "feComponentTransfer",
                                                     "feComposite",
                                                     "feConvolveMatrix",
                                                     "feDiffuseLighting",
                                                     "feDisplacementMap",
                                                     "feDistantLight",
                                                     "feDropShadow",
                                                     "feFlood",
                                                     "feFuncA",
                                                     "feFuncB",
                                                     "feFuncG",
                                                     "feFuncR",
                                                     "feGaussianBlur",
                                                     "feImage",
                                                     "feMerge",
                                                     "feMergeNode",
                                                     "feMorphology",
                                                     "feOffset",
                                                     "fePointLight",
                                                     "feSpecularLighting",
                                                     "feSpotLight",
                                                     "feTile",
                                                     "feTurbulence",
                                                     "foreignObject",
                                                     "glyphRef",
                                                     "linearGradient",
                                                     "radialGradient",
                                                     "textPath"};

constexpr std::array<std::string_view, 58> kAttributes = {"attributeName",
                                                          "attributeType",
                                                          "baseFrequency",
                                                          "baseProfile",
                                                          "calcMode",
                                                          "clipPathUnits",
                                                          "diffuseConstant",
                                                          "edgeMode",
                                                          "filterUnits",
                                                          "glyphRef",
                                                          "gradientTransform",
                                                          "gradientUnits",
                                                          "kernelMatrix",
                                                          "kernelUnitLength",
                                                          "keyPoints",
                                                          "keySplines",
                                                          "keyTimes",
                                                          "lengthAdjust",
                                                          "limitingConeAngle",
                                                          "markerHeight",
                                                          "markerUnits",
                                                          "markerWidth",
                                                          "maskContentUnits",
                                                          "maskUnits",
                                                          "numOctaves",
                                                          "pathLength",
                                                          "patternContentUnits",
                                                          "patternTransform",
                                                          "patternUnits",
                                                          "pointsAtX",
                                                          "pointsAtY",
                                                          "pointsAtZ",
                                                          "preserveAlpha",
                                                          "preserveAspectRatio",
                                                          "primitiveUnits",
                                                          "refX",
                                                          "refY",
                                                          "repeatCount",
                                                          "repeatDur",
                                                          "requiredExtensions",
                                                          "requiredFeatures",
                                                          "specularConstant",
                                                          "specularExponent",
                                                          "spreadMethod",
                                                          "startOffset",
                                                          "stdDeviation",
                                                          "stitchTiles",
                                                          "surfaceScale",
                                                          "systemLanguage",
                                                          "tableValues",
                                                          "targetX",
                                                          "targetY",
                                                          "textLength",
                                                          "viewBox",
                                                          "viewTarget",
                                                          "xChannelSelector",
                                                          "yChannelSelector",
                                                          "zoomAndPan"};

// `name` in lower case against one of the table in any case.
bool before(std::string_view mixed, std::string_view lowered) {
  return std::lexicographical_compare(
      mixed.begin(), mixed.end(), lowered.begin(), lowered.end(),
      [](char a, char b) { return scan::lower(a) < scan::lower(b); });
}

template <typename Table>
std::string_view adjust(const Table& table, std::string_view lowered) {
  const auto found = std::lower_bound(table.begin(), table.end(), lowered, before);
  return found != table.end() && equals_ignoring_case(*found, lowered) ? *found : lowered;
}

}  // namespace

std::string_view svg_name(std::string_view lowered) { return adjust(kNames, lowered); }

std::string_view svg_attribute(std::string_view lowered) { return adjust(kAttributes, lowered); }

}  // namespace broadsheet::html
