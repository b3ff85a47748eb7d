namespace FlowLang.Runtime.Tests.Notifications;

/// <summary>What is told of all that happens, and what is not told again.</summary>
public sealed class NoticeDeskTests
{
    private static readonly DateTimeOffset s_at = new(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly List<string> _told = [];
    private readonly PipelineDefinition _hourly = Pipeline("hourly", "chat");
    private readonly NoticeDesk _desk;

    public NoticeDeskTests() => _desk = new NoticeDesk("taxi", (to, notice) => _told.Add($"{to}: {NoticeText.Title(notice)}"));

    [Fact]
    public void A_pipeline_that_fails_on_is_told_once_and_when_it_is_well_again()
    {
        for (int hour = 0; hour < 5; hour++)
        {
            _desk.Failed(_hourly, $"r{hour}", null, Error("RT1"), s_at.AddHours(hour));
        }

        _desk.Succeeded(_hourly, "r6", null, s_at.AddHours(6));
        _desk.Succeeded(_hourly, "r7", null, s_at.AddHours(7));
        Assert.Equal(["chat: taxi: hourly failed (RT1)", "chat: taxi: hourly is well again"], _told);
    }

    [Fact]
    public void Another_error_is_news_and_the_same_one_is_after_six_hours()
    {
        _desk.Failed(_hourly, "r1", null, Error("RT1"), s_at);
        _desk.Failed(_hourly, "r2", null, Error("RT2"), s_at.AddMinutes(1));
        _desk.Failed(_hourly, "r3", null, Error("RT1"), s_at.AddMinutes(2));
        _desk.Failed(_hourly, "r4", null, Error("RT1"), s_at.AddHours(7));
        Assert.Equal(
            ["chat: taxi: hourly failed (RT1)", "chat: taxi: hourly failed (RT2)", "chat: taxi: hourly still fails (RT1)"], _told);
    }

    [Fact]
    public void What_was_failing_before_the_start_is_no_news()
    {
        _desk.Recall("hourly", "RT1", s_at);
        _desk.Failed(_hourly, "r1", null, Error("RT1"), s_at.AddHours(1));
        _desk.Succeeded(_hourly, "r2", null, s_at.AddHours(2));
        Assert.Equal(["chat: taxi: hourly is well again"], _told);
    }

    [Fact]
    public void A_pipeline_is_late_once_until_it_has_run_well()
    {
        _desk.Late(_hourly, null, s_at);
        _desk.Late(_hourly, null, s_at.AddMinutes(1));
        _desk.Succeeded(_hourly, "r1", null, s_at.AddMinutes(2));
        _desk.Late(_hourly, null, s_at.AddDays(1));
        Assert.Equal(["chat: taxi: hourly is late", "chat: taxi: hourly is well again", "chat: taxi: hourly is late"], _told);
    }

    [Fact]
    public void Each_pipeline_says_who_is_told()
    {
        _desk.Failed(Pipeline("a", "chat", "mail"), "r1", null, Error("RT1"), s_at);
        _desk.Failed(Pipeline("b"), "r2", null, Error("RT1"), s_at);
        Assert.Equal(["chat: taxi: a failed (RT1)", "mail: taxi: a failed (RT1)"], _told);
    }

    private static PipelineDefinition Pipeline(string name, params string[] connections) =>
        new(name, "main.flow", 1) { OnFailure = [.. connections.Select(c => new FailureNotice(c, "slack"))] };

    private static FlowError Error(string code) => new(code, "it broke");
}
