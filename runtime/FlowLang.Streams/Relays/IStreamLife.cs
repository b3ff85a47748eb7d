using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>One life of a pipeline that goes on: from its start to its drain or to an error, with nothing kept that counts.</summary>
public interface IStreamLife : IAsyncDisposable
{
    /// <summary>How often something was committed: a life that got that far was no failed attempt.</summary>
    long Committed { get; }

    /// <param name="drain">Ends it at once and well: what arrived is committed.</param>
    /// <exception cref="FlowException">It can't go on.</exception>
    Task RunAsync(CancellationToken drain);

    /// <summary>
    /// Before it runs, and without it: tells <paramref name="audit"/> what a start would find at each end, and what of it is wrong. Nothing
    /// is made, moved or taken.
    /// </summary>
    Task LookAsync(EndpointAudit audit, CancellationToken cancel);

    /// <summary>Tells the run's report what was done.</summary>
    void Report(RunReport report, TimeSpan duration);
}
