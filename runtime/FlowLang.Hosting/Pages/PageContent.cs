using FlowLang.Hosting.Html;

namespace FlowLang.Hosting.Pages;

/// <summary>What a page shows inside of the frame that all have.</summary>
internal sealed record PageContent(string Title, Section Section, Markup Body)
{
    /// <summary>Files of scripts that it needs beside those of all pages.</summary>
    public string[] Scripts { get; init; } = [];

    /// <summary>What is to be loaded again when something happens; null for a page that stands still.</summary>
    public LiveParts? Live { get; init; }
}

/// <summary>
/// Parts of a page, by their ids, that are loaded again when something happened to a pipeline or a run, or to any where neither is named.
/// </summary>
internal sealed record LiveParts(string[] Ids, string? Pipeline = null, string? Run = null);

/// <summary>Where in the site a page belongs.</summary>
internal enum Section
{
    None,
    Overview,
    Pipelines,
    Runs,
    Timeline,
    Streams,
}
