using FlowLang.Hosting.Api;

namespace FlowLang.Hosting.Html;

/// <summary>A graph that a script lays out and draws: boxes, perhaps with columns, and lines between boxes or columns.</summary>
internal sealed record Graph(GraphNode[] Nodes, GraphEdge[] Edges)
{
    public static string[] Scripts { get; } = ["vendor/dagre.min.js", "graph.js"];

    /// <param name="label">What it shows, for those who do not see it.</param>
    public Markup Render(string label) => Markup.Of($"""
        <div class="graph" data-graph="{ApiJson.Text(this)}" data-label="{label}" tabindex="0"><noscript><p class="muted">The drawing needs JavaScript; the table below says the same.</p></noscript></div>
        """);
}

/// <summary>A box. <paramref name="Kind"/> decides its look: read, stage, write, sink, pipeline or here.</summary>
internal sealed record GraphNode(string Id, string Label, string Kind)
{
    /// <summary>A second line.</summary>
    public string? Text { get; init; }

    public string? Href { get; init; }

    public string[] Columns { get; init; } = [];
}

/// <summary>A line from a box to another, between columns where they are named.</summary>
internal sealed record GraphEdge(string From, string To)
{
    public string? FromColumn { get; init; }

    public string? ToColumn { get; init; }
}
