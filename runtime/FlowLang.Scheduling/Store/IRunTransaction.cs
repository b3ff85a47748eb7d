using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Store;

/// <summary>What a scheduler reads and writes in one transaction.</summary>
internal interface IRunTransaction
{
    /// <summary>Another process wrote since this was asked before.</summary>
    bool IsChangedByOthers();

    StoredState Load();

    /// <summary>False, and nothing is added, where the pipeline has a job of its slot.</summary>
    bool Add(Job job);

    /// <summary>Writes a job that has <paramref name="token"/> in the store; false where another process took it up.</summary>
    bool Update(Job job, long token);

    /// <summary>False where a run is being committed at this moment, by a process that has the job's token.</summary>
    bool Claim(Job job);

    Job? Find(string id);

    /// <summary>What others told behind a number.</summary>
    IReadOnlyList<OrchestrationEvent> EventsAfter(long number);

    long LastEvent();

    long AddEvent(DateTimeOffset at, string kind, string pipeline, string? job, string? text);

    void AddLine(string job, LogLine line);

    /// <summary>Attempts of a job that its process left open have crashed.</summary>
    void Abandon(string job);

    void Register(SchedulerIdentity scheduler);

    /// <summary>A sign of life; false where the scheduler was taken for dead.</summary>
    bool Beat(string owner);

    void Unregister(string owner);

    void SetPosition(string pipeline, DateTimeOffset tick);

    void Pause(string pipeline, string by, DateTimeOffset at);

    bool Resume(string pipeline);

    /// <summary>Records that a pipeline's interval (null: the pipeline) was run.</summary>
    void AddDone(string pipeline, RunInterval? interval, DateTimeOffset at);

    bool IsDone(string pipeline, DateTimeOffset intervalStart);

    /// <summary>Intervals of a pipeline that begin in [<paramref name="from"/>, <paramref name="to"/>) and were run.</summary>
    int CountDone(string pipeline, DateTimeOffset from, DateTimeOffset to);

    /// <summary>The last number of what a pipeline has done; 0 for nothing.</summary>
    long LastDone(string pipeline);

    /// <summary>When a pipeline was done last.</summary>
    DateTimeOffset? LastDoneAt(string pipeline);

    /// <summary>What was done behind a number, by anybody, in its order.</summary>
    IReadOnlyList<DoneRow> DoneAfter(long number, int count);

    void SetFollowed(long number);

    long Consumed(string pipeline, string after);

    void Consume(string pipeline, string after, long number);

    /// <summary>The answer that a request of this key was given; null for a new key.</summary>
    AskedRow? Asked(string key);

    void AddAsked(string key, AskedRow row, DateTimeOffset at);

    /// <summary>False where this version of the file started a run before.</summary>
    bool AddArrival(string pipeline, ArrivedFile file, string job);

    /// <summary>Deletes history that is older, at most so many runs; the number of those deleted.</summary>
    int Prune(DateTimeOffset runsBefore, DateTimeOffset linesBefore, int most);
}
