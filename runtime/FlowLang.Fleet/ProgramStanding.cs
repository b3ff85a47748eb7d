namespace FlowLang.Fleet;

/// <summary>How a hosted program stands.</summary>
/// <param name="Name">Of its folder.</param>
/// <param name="Version">That is served; null for none.</param>
/// <param name="SourceHash">Of that version.</param>
/// <param name="Since">When it began to be served.</param>
/// <param name="Draining">Processes of earlier versions in which runs still go.</param>
/// <param name="Crashes">Ends that nobody asked for, since it was well for a while.</param>
/// <param name="Problem">Why a version is not served that should be; null where all is well.</param>
internal sealed record ProgramStanding(
    string Name, string? Version, string? SourceHash, DateTimeOffset? Since, int Draining, int Crashes, string? Problem);
