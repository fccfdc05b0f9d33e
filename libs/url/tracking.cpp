// SPDX-License-Identifier: Apache-2.0
// The query parameters that only say where a visitor came from. A name belongs here only if no site
// selects content by it: "ref", "source", "cid", "from" do not.
#include <algorithm>
#include <array>
#include <string_view>

#include "core/strings.h"
#include "url/canonical.h"

namespace broadsheet::url {

namespace {

// Whole families; compared without case.
constexpr std::array<std::string_view, 9> kPrefixes = {
    "utm_",       // Urchin, Google Analytics, and everybody since
    "mtm_",       // Matomo
    "matomo_",    //
    "hsa_",       // HubSpot ads
    "_hs",        // HubSpot mail: _hsenc, _hsmi
    "__hs",       // HubSpot: __hstc, __hssc, __hsfp
    "__cf_chl_",  // a bot challenge's ticket
    "at_custom",  // Piano (AT Internet)
    "aspsessionid",
};

// Sorted; compared without case.
constexpr std::array kNames = {
    std::string_view("__s"),  // Drip
    std::string_view("__tn__"),
    std::string_view("__twitter_impression"),
    std::string_view("_branch_match_id"),
    std::string_view("_branch_referrer"),
    std::string_view("_ga"),
    std::string_view("_gac"),
    std::string_view("_gl"),
    std::string_view("_kx"),  // Klaviyo
    std::string_view("_openstat"),
    std::string_view("amp_gsa"),  // the AMP viewer
    std::string_view("amp_js_v"),
    std::string_view("at_campaign"),  // Piano (AT Internet)
    std::string_view("at_campaign_type"),
    std::string_view("at_creation"),
    std::string_view("at_format"),
    std::string_view("at_link_id"),
    std::string_view("at_link_origin"),
    std::string_view("at_link_type"),
    std::string_view("at_medium"),
    std::string_view("at_ptr_name"),
    std::string_view("at_variant"),
    std::string_view("cfid"),  // a ColdFusion session
    std::string_view("cftoken"),
    std::string_view("cjevent"),
    std::string_view("cmpid"),
    std::string_view("dclid"),
    std::string_view("dicbo"),  // Outbrain
    std::string_view("dm_i"),
    std::string_view("ef_id"),
    std::string_view("elqaid"),  // Eloqua
    std::string_view("elqat"),
    std::string_view("elqcampaignid"),
    std::string_view("elqtrack"),
    std::string_view("elqtrackid"),
    std::string_view("epik"),  // Pinterest
    std::string_view("fb_action_ids"),
    std::string_view("fb_action_types"),
    std::string_view("fb_ref"),
    std::string_view("fb_source"),
    std::string_view("fbclid"),
    std::string_view("gad_campaignid"),
    std::string_view("gad_source"),
    std::string_view("gbraid"),
    std::string_view("gclid"),
    std::string_view("gclsrc"),
    std::string_view("guccounter"),  // Yahoo's consent wall
    std::string_view("guce_referrer"),
    std::string_view("guce_referrer_sig"),
    std::string_view("hsctatracking"),
    std::string_view("igsh"),
    std::string_view("igshid"),
    std::string_view("irclickid"),
    std::string_view("irgwc"),
    std::string_view("jsessionid"),
    std::string_view("li_fat_id"),
    std::string_view("mc_cid"),
    std::string_view("mc_eid"),
    std::string_view("mibextid"),
    std::string_view("mkt_tok"),
    std::string_view("ml_subscriber"),
    std::string_view("ml_subscriber_hash"),
    std::string_view("msclkid"),
    std::string_view("ns_campaign"),  // comScore
    std::string_view("ns_fee"),
    std::string_view("ns_linkname"),
    std::string_view("ns_mchannel"),
    std::string_view("ns_source"),
    std::string_view("oly_anon_id"),
    std::string_view("oly_enc_id"),
    std::string_view("phpsessid"),
    std::string_view("piwik_campaign"),
    std::string_view("piwik_kwd"),
    std::string_view("pk_campaign"),
    std::string_view("pk_cid"),
    std::string_view("pk_content"),
    std::string_view("pk_kwd"),
    std::string_view("pk_keyword"),
    std::string_view("pk_medium"),
    std::string_view("pk_source"),
    std::string_view("rb_clickid"),
    std::string_view("ref_src"),
    std::string_view("ref_url"),
    std::string_view("s_kwcid"),
    std::string_view("sfmc_id"),
    std::string_view("sfmc_sub"),
    std::string_view("soc_src"),
    std::string_view("soc_trk"),
    std::string_view("srsltid"),
    std::string_view("tblci"),  // Taboola
    std::string_view("ttclid"),
    std::string_view("twclid"),
    std::string_view("usqp"),
    std::string_view("vero_conv"),
    std::string_view("vero_id"),
    std::string_view("wbraid"),
    std::string_view("wickedid"),
    std::string_view("wprov"),
    std::string_view("wt.mc_ev"),
    std::string_view("wt.mc_id"),
    std::string_view("wt_mc"),
    std::string_view("wt_mc_o"),
    std::string_view("wt_zmc"),
    std::string_view("xtor"),
    std::string_view("yclid"),
    std::string_view("ysclid"),
};

}  // namespace

bool is_tracking_parameter(std::string_view name) {
  if (name == "CMP")
    return true;  // The Guardian's; in lower case it selects a component elsewhere.
  const auto is_prefix = [name](std::string_view prefix) { return istarts_with(name, prefix); };
  if (std::any_of(kPrefixes.begin(), kPrefixes.end(), is_prefix)) return true;
  const auto is_name = [name](std::string_view known) { return iequals(name, known); };
  return std::any_of(kNames.begin(), kNames.end(), is_name);
}

}  // namespace broadsheet::url
