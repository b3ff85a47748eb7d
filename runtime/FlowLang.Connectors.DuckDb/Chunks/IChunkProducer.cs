using System.Collections.Immutable;

namespace FlowLang.Connectors.DuckDb;

/// <summary>What a <see cref="DuckDbChunkStream"/> pulls from, on its own thread.</summary>
internal interface IChunkProducer : IDisposable
{
    ImmutableArray<DuckDbField> Columns { get; }

    DuckDbChunk? Next();

    /// <summary>Makes a running <see cref="Next"/> return or throw soon; called from another thread.</summary>
    void Interrupt();
}
