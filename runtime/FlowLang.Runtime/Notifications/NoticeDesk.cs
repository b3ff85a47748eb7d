using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>
/// Decides what of all that happens somebody is told: a pipeline that begins to fail, the same one when its error is another or it fails on
/// for <see cref="RepeatAfter"/>, when it is well again, and when it is late. Who is told is said by each pipeline. Keeps nothing on disk:
/// who starts it again says with <see cref="Recall"/> which pipelines were failing already. For one caller at a time.
/// </summary>
public sealed class NoticeDesk(string program, Action<string, Notice> tell)
{
    private readonly Dictionary<string, Trouble> _troubles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _late = new(StringComparer.Ordinal);

    /// <summary>How long a pipeline that fails on with the same error is not spoken of again.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>A pipeline was failing when this desk began, and who was to know has been told.</summary>
    public void Recall(string pipeline, string? code, DateTimeOffset since) => _troubles[pipeline] = new Trouble(since, since, code);

    /// <summary>A run failed, and no further try of it comes.</summary>
    public void Failed(PipelineDefinition pipeline, string run, string? interval, FlowError error, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(error);
        bool failsOn = _troubles.TryGetValue(pipeline.Name, out Trouble? trouble);
        trouble ??= _troubles[pipeline.Name] = new Trouble(at, at, null);
        trouble.Failures++;
        bool isNews = trouble.Codes.Add(error.Code);
        if (!isNews && at - trouble.Told < RepeatAfter)
        {
            return;
        }

        trouble.Told = at;
        Tell(pipeline, new Notice($"{run}.failed", isNews ? NoticeKind.Failed : NoticeKind.StillFailing, program, pipeline.Name, at)
        {
            Run = run,
            Interval = interval,
            Error = error,
            Since = failsOn ? trouble.Since : null,
            Failures = trouble.Failures,
        });
    }

    /// <summary>A run ended well.</summary>
    public void Succeeded(PipelineDefinition pipeline, string run, string? interval, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        bool wasLate = _late.Remove(pipeline.Name);
        bool failed = _troubles.Remove(pipeline.Name, out Trouble? trouble);
        if (failed || wasLate)
        {
            Tell(pipeline, new Notice($"{run}.recovered", NoticeKind.Recovered, program, pipeline.Name, at)
            {
                Run = run,
                Interval = interval,
                Since = trouble?.Since,
                Failures = trouble?.Failures ?? 0,
            });
        }
    }

    /// <summary>A pipeline is behind its `sla`; told once until it has run well again.</summary>
    public void Late(PipelineDefinition pipeline, string? interval, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (_late.Add(pipeline.Name))
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{pipeline.Name}.{at.ToUnixTimeMilliseconds()}.late");
            Tell(pipeline, new Notice(id, NoticeKind.Late, program, pipeline.Name, at) { Interval = interval });
        }
    }

    private void Tell(PipelineDefinition pipeline, Notice notice)
    {
        foreach (string connection in pipeline.OnFailure.Select(f => f.Connection).Distinct(StringComparer.Ordinal))
        {
            tell(connection, notice);
        }
    }

    private sealed class Trouble(DateTimeOffset since, DateTimeOffset told, string? code)
    {
        public DateTimeOffset Since => since;

        public DateTimeOffset Told { get; set; } = told;

        /// <summary>Errors that were told.</summary>
        public HashSet<string> Codes { get; } = code is null ? [] : [code];

        public int Failures { get; set; }
    }
}
