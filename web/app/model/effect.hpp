#pragma once

#include "web/app/model/message.hpp"

// What `update` asks of the world; each comes back as the message beside it, if it comes back at all.
namespace sigillo::app {

struct FetchSession {}; ///< SessionKnown
struct PostPassword {   ///< SessionKnown{.after_sign_in}
    std::string user;
    std::string password;
};
struct PostForgotten { ///< PasswordAnswered
    std::string user;
};
struct PostNewPassword { ///< PasswordAnswered
    std::string token;
    std::string password;
};
struct PostChangedPassword { ///< PasswordAnswered
    std::string current;
    std::string password;
};
struct FetchChallenge {}; ///< ChallengeKnown
struct PostCard {         ///< SessionKnown{.after_sign_in}
    protocol::Bytes p7m;
};
struct PostSignOut {}; ///< SessionKnown
struct OpenPortal {};  ///< LinkChanged; also out of a pause
struct ClosePortal {};
struct CloseAgent {};
struct CallPortal { ///< PortalReplied
    Call call;
};
struct CallAgent { ///< AgentReplied
    Call call;
};
struct AskPermission {}; ///< PermissionKnown
struct Wait {            ///< TimerFired
    Timer timer;
    std::uint32_t milliseconds;
};
struct Show { ///< the address of what is shown
    std::string path;
    bool replace = false;
};
struct Leave { ///< loads another page
    std::string url;
};
struct FetchTexts { ///< TextsKnown; at once where they were fetched before
    domain::Language language;
};
struct ChoosePhoto {}; ///< PhotoKnown, if the person chooses a file
struct FramePhoto {    ///< PhotoKnown
    int right;
    int down;
    int closer;
};
struct PickFile {      ///< FileKnown, if the person chooses one
    std::string kinds; ///< as HTML's `accept`
};
struct Remember { ///< the language
    domain::Language language;
};

struct SendReport { ///< Reported
    ReportWay way;
    std::string content;
};

using Effect = std::variant<FetchSession, PostPassword, PostForgotten, PostNewPassword, PostChangedPassword,
                            FetchChallenge, PostCard, PostSignOut, OpenPortal, ClosePortal, CloseAgent,
                            CallPortal, CallAgent, AskPermission, Wait, Show, Leave, FetchTexts, ChoosePhoto,
                            FramePhoto, PickFile, Remember, SendReport>;

} // namespace sigillo::app
