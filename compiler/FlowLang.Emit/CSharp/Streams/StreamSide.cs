using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Where rows go beside the targets: late ones, rejects, records that can't be processed.</summary>
/// <param name="Name">A part of names of files, unlike those of writes.</param>
/// <param name="Columns">In C#.</param>
/// <param name="Rows">The round's field of rows; null where the runtime makes them.</param>
internal sealed record StreamSide(BoundEndpoint Endpoint, string Name, string Columns, (string Field, string Type)? Rows);
