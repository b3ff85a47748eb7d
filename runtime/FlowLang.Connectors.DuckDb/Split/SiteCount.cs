using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>How many rows a site took.</summary>
internal sealed class SiteCount(FailureSite site)
{
    public FailureSite Site { get; } = site;

    public long Rows { get; set; }

    public StepCount Step => new(Site.Step, Site.Action, Site.Reason, Rows);
}
