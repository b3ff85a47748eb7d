using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>The places where rows leave a query, numbered from 1 in the order in which they are written.</summary>
internal sealed class SiteList(string query)
{
    private readonly List<FailureSite> _sites = [];

    /// <summary>The transform or write whose steps are being written.</summary>
    public string Context { get; set; } = query;

    public ImmutableArray<FailureSite> All => [.. _sites];

    public FailureSite Add(FailureAction action, string reason, LogicalNode node, TextSpan span)
    {
        FailureSite site = new(_sites.Count + 1, action, $"{Context}: {node.Verb}", reason, span);
        _sites.Add(site);
        return site;
    }
}
