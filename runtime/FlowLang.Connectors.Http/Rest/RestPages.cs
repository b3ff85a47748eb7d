using System.Collections.Immutable;

namespace FlowLang.Connectors.Http;

/// <summary>How the next page of an answer is found.</summary>
public abstract record RestPages;

/// <summary>A query parameter counts pages from <paramref name="First"/>, up to one without rows.</summary>
/// <param name="Last">Where an answer has the number of the last page; empty where it has none.</param>
public sealed record NumberPages(string Parameter, long First, ImmutableArray<string> Last) : RestPages;

/// <summary>A query parameter is the number of rows so far, up to a page without rows.</summary>
public sealed record OffsetPages(string Parameter) : RestPages;

/// <summary>A query parameter repeats what the page before has at <paramref name="From"/>.</summary>
public sealed record CursorPages(string Parameter, ImmutableArray<string> From) : RestPages;

/// <summary>Each page has the address of the next at <paramref name="From"/>.</summary>
public sealed record NextPages(ImmutableArray<string> From) : RestPages;

/// <summary>The header <c>Link</c> has the address of the next page as <c>rel="next"</c> (RFC 8288).</summary>
public sealed record LinkPages : RestPages;
